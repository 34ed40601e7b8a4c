import type { Lang } from '#platform/text';

const zh = {
  cityName: (city: string) => `${city}通办`,
  cityLine: (city: string) => `${city}市一体化政务服务`,
  host: (city: string) => `${city}市政务服务管理办公室`,
  wholeCity: (city: string) => `${city}市`,
  navFind: '找事项',
  navMine: '我的办件',
  navPlaces: '附近能办的地方',
  navStatus: '查进度',
  navNumbers: '公开数字',
  footViews: '谁看过我的信息',
  footCheck: '核对文书真假',
  footAccess: '无障碍说明',
  footPrivacy: '隐私',
  whatIsSafe: '您已经提交成功的都在，存好的草稿也在。',
  toHome: '回首页找事项',
  toPlaces: '看看最近的窗口',
};
/** Every word the portal says by itself. */
export type PortalWords = typeof zh;

const en: PortalWords = {
  cityName: (city) => (city === '云渚' ? 'Yunzhu Services' : `${city} Services`),
  cityLine: () => 'One desk for all government services',
  host: (city) => (city === '云渚' ? 'Yunzhu Government Service Office' : `${city} Government Service Office`),
  wholeCity: (city) => (city === '云渚' ? 'Yunzhu' : city),
  navFind: 'Find a service',
  navMine: 'My cases',
  navPlaces: 'Places nearby',
  navStatus: 'Check progress',
  navNumbers: 'Open figures',
  footViews: 'Who looked at my data',
  footCheck: 'Check a paper',
  footAccess: 'Accessibility',
  footPrivacy: 'Privacy',
  whatIsSafe: 'Everything you submitted is safe, and so are saved drafts.',
  toHome: 'Find a service',
  toPlaces: 'See the nearest windows',
};

/** The portal's words in the reader's language. */
export const words = (lang: Lang): PortalWords => (lang === 'en' ? en : zh);
