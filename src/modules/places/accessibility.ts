import type { Text } from '#platform/text';

/** What a place offers to people who need it; words as documents write them, texts as people read them. */
export const accessibility: Record<string, Text> = {
  ramp: { zh: '无障碍坡道', en: 'ramp' },
  lift: { zh: '电梯', en: 'lift' },
  'low-counter': { zh: '低位柜台', en: 'low counter' },
  toilet: { zh: '无障碍卫生间', en: 'accessible toilet' },
  wheelchair: { zh: '可借轮椅', en: 'wheelchairs to borrow' },
  'hearing-loop': { zh: '助听设备', en: 'hearing loop' },
  'sign-language': { zh: '手语服务（先打电话约）', en: 'sign language (call first)' },
  'reading-glasses': { zh: '老花镜', en: 'reading glasses' },
  'tactile-paving': { zh: '盲道', en: 'tactile paving' },
  'guide-dogs': { zh: '导盲犬可进', en: 'guide dogs welcome' },
  'home-visit': { zh: '可约上门', en: 'home visits by appointment' },
};
