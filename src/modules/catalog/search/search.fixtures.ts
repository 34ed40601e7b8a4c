/** A small labelled set of our own: items as the demonstration city has them, and how people ask for them. */
import type { SearchEntry } from './item-index.ts';

const entry = (key: string, zh: string, en: string, legal: string, aliases: string[], said: string[], summary: string): SearchEntry => ({
  key, name: { zh, en }, legalName: { zh: legal }, aliases, said, summary: { zh: summary }, handlings: [{ key: `${key}.first`, name: { zh: '首次申领' } }], department: 'x', objects: ['natural'], events: ['work'],
});

export const labelledItems: SearchEntry[] = [
  entry('elder-allowance', '高龄津贴申领', 'Old-age allowance', '高龄津贴（尊老金）发放', ['尊老金', '敬老金', '长寿补贴'], ['老人80岁补贴', '奶奶九十了加不加钱', '我妈八十二了能领什么钱'], '年满80周岁的老人每月领一笔津贴。'),
  entry('social-card', '社会保障卡补领换领', 'Replace a social security card', '社会保障卡补领、换领', ['社保卡补办', '市民卡补办'], ['社保卡丢了怎么补', '医保卡坏了刷不出来', '换社保卡换个银行'], '社保卡丢了、坏了、要换银行。'),
  entry('driving-licence', '驾驶证补证换证', 'Replace a driving licence', '机动车驾驶证补证、换证', ['驾照补办', '驾照换证'], ['驾照丢了补一个', '驾驶证快到期', '12123换证'], '驾驶证丢了、到期了。'),
  entry('unemployment-registration', '失业登记', 'Register as unemployed', '失业登记', [], ['没工作了去哪登记', '被裁员了怎么办'], '失去工作的人登记后可以享受就业服务。'),
  entry('unemployment-benefit', '失业保险金申领', 'Unemployment benefit', '失业保险金申领', ['失业金'], ['失业金怎么领', '公司把我辞了能拿钱吗'], '失业后按月领取失业保险金。'),
  entry('remote-medical', '异地就医备案', 'Treatment elsewhere', '基本医疗保险异地就医备案', ['跨省看病备案'], ['在外地看病怎么报销', '带爸妈去上海看病'], '到外地看病前备案，直接结算。'),
  entry('housing-fund', '住房公积金租房提取', 'Housing fund for rent', '租房提取住房公积金', ['公积金提取'], ['租房子能取公积金吗', '公积金怎么取出来'], '租房的人可以提取公积金。'),
  entry('food-licence', '食品经营许可', 'Food business licence', '食品经营许可核发', ['餐饮许可证', '食品流通许可证'], ['开饭店要办什么证', '开奶茶店', '小吃店卫生许可证'], '开餐馆、食堂、卖食品要办。'),
  entry('company', '公司设立登记', 'Register a company', '公司设立登记', ['营业执照'], ['开公司', '注册一个公司', '办营业执照'], '设立公司领取营业执照。'),
  entry('criminal-record', '无犯罪记录证明', 'Certificate of no criminal record', '无犯罪记录证明', ['无犯罪证明'], ['入职要无犯罪证明', '政审证明'], '开具无犯罪记录证明。'),
  entry('birth', '出生登记', 'Register a birth', '出生登记（申报户口）', ['新生儿上户口'], ['给孩子上户口', '宝宝落户'], '给新出生的孩子登记户口。'),
  entry('legal-aid', '法律援助', 'Legal aid', '法律援助申请', [], ['没钱请律师', '被欠工资打官司'], '经济困难的人可以免费请律师。'),
];

/** [what people type, item meant, what is hard about it] */
export const labelledQueries: [string, string, string][] = [
  ['高龄津贴', 'elder-allowance', 'name'], ['老人八十岁有补贴吗', 'elder-allowance', 'own words'], ['尊老金', 'elder-allowance', 'alias'], ['gljt', 'elder-allowance', 'initials'], ['gaolingjintie', 'elder-allowance', 'pinyin'],
  ['高令金贴', 'elder-allowance', 'homophones'], ['高龄津', 'elder-allowance', 'missing character'], ['old age allowance', 'elder-allowance', 'English'], ['高岭津贴怎么领', 'elder-allowance', 'typo'],
  ['社保卡丢了', 'social-card', 'own words'], ['社会保帐卡', 'social-card', 'homophone'], ['shebaoka', 'social-card', 'pinyin'], ['市民卡不见了', 'social-card', 'own words'], ['医保卡刷不出来了', 'social-card', 'own words'],
  ['驾照丢了怎么补办', 'driving-licence', 'own words'], ['jszbz', 'driving-licence', 'initials'], ['驾驶正换正', 'driving-licence', 'homophones'], ['驾驶证过期了', 'driving-licence', 'own words'], ['driving licence', 'driving-licence', 'English'],
  ['没工作了', 'unemployment-registration', 'own words'], ['失业等级', 'unemployment-registration', 'homophone'], ['失业金', 'unemployment-benefit', 'alias'], ['被公司辞退能领钱吗', 'unemployment-benefit', 'own words'],
  ['外地看病报销', 'remote-medical', 'own words'], ['异地就医', 'remote-medical', 'missing characters'], ['ydjyba', 'remote-medical', 'initials'], ['租房取公积金', 'housing-fund', 'own words'], ['住房公鸡金', 'housing-fund', 'homophone'],
  ['开饭店办什么证', 'food-licence', 'own words'], ['食品经营许可正', 'food-licence', 'homophone'], ['想开个奶茶店', 'food-licence', 'own words'], ['办营业执照', 'company', 'alias'], ['注册公司', 'company', 'own words'], ['company', 'company', 'English'],
  ['无犯罪证明', 'criminal-record', 'alias'], ['wfzjlzm', 'criminal-record', 'initials'], ['宝宝上户口', 'birth', 'own words'], ['出生等记', 'birth', 'typo'], ['请不起律师', 'legal-aid', 'own words'], ['falvyuanzhu', 'legal-aid', 'pinyin'],
];
