/**
 * Words people use everywhere for what lists call otherwise. Kept small on purpose: a long list only helps the questions
 * it was written for (measured); people's own words belong into the items (群众说法).
 */
export const everydayWords: readonly (readonly [everyday: RegExp, official: string])[] = [
  [/驾照|驾驶本/g, '驾驶证'],
  [/社保卡|市民卡/g, '社会保障卡'],
  [/医保卡/g, '医疗保障卡'],
  [/房产证|房本/g, '不动产权证书'],
  [/买房|卖房|过户/g, '不动产转移登记'],
  [/公积金/g, '住房公积金'],
  [/准生证/g, '生育登记'],
  [/低保/g, '最低生活保障'],
  [/养老金|退休金|退休工资/g, '养老保险待遇'],
  [/改名字?|换名字/g, '姓名变更'],
  [/上户口|落户/g, '户口登记'],
  [/营业执照|办执照|开公司|注册公司/g, '设立登记'],
  [/开饭店|开餐馆|开小吃店|开店卖吃的/g, '食品经营许可'],
  [/丢了|掉了|不见了|弄丢|没了/g, '遗失补领'],
  [/坏了|破了/g, '换领'],
  [/失业金/g, '失业保险金'],
  [/没工作|失业了|下岗/g, '失业登记'],
  [/看病|住院/g, '就医'],
  [/娃|宝宝|小孩/g, '新生儿 儿童'],
  [/老人|爷爷|奶奶/g, '老年人'],
];

/** The query in the words of lists; undefined when nothing of it is known here. */
export function translate(query: string): string | undefined {
  const official = everydayWords.filter(([everyday, official]) => query.search(everyday) >= 0 && !query.includes(official));
  if (official.length === 0) return undefined;
  return official.reduce((text, [everyday, word]) => text.replace(everyday, ` ${word} `), query).trim();
}
