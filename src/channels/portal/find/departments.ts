import type { Lang } from '#platform/text';

const names: Record<string, { zh: string; en: string }> = {
  'civil-affairs': { zh: '民政', en: 'Civil affairs' },
  'human-resources': { zh: '人社', en: 'Human resources and social security' },
  'market-supervision': { zh: '市场监管', en: 'Market supervision' },
  health: { zh: '卫生健康', en: 'Health' },
  'housing-fund': { zh: '住房公积金', en: 'Housing fund' },
  'natural-resources': { zh: '自然资源', en: 'Natural resources' },
  'medical-insurance': { zh: '医疗保障', en: 'Medical insurance' },
  'disabled-federation': { zh: '残联', en: 'Disabled persons’ federation' },
  'public-security': { zh: '公安', en: 'Public security' },
  justice: { zh: '司法行政', en: 'Justice' },
  'development-reform': { zh: '发展改革', en: 'Development and reform' },
  education: { zh: '教育', en: 'Education' },
  'housing-construction': { zh: '住房和城乡建设', en: 'Housing and construction' },
  transport: { zh: '交通运输', en: 'Transport' },
  'urban-management': { zh: '城市管理', en: 'Urban management' },
  tobacco: { zh: '烟草专卖', en: 'Tobacco monopoly' },
  'culture-tourism': { zh: '文化和旅游', en: 'Culture and tourism' },
  housing: { zh: '住房和城乡建设', en: 'Housing and construction' },
};

/** A department kind in people's words. */
export const departmentName = (kind: string, lang: Lang): string => names[kind]?.[lang] ?? kind;
