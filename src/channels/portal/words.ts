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
  footGrants: '公开的准予决定',
  footAccess: '无障碍说明',
  footPrivacy: '隐私',
  whatIsSafe: '您已经提交成功的都在，存好的草稿也在。',
  keptTitle: '登录到时了，您填的都在',
  keptLead: '隔得久了，为了您的信息不被别人看到，系统退出了登录。刚才填的没有丢，都在这一页里。以前存好的草稿也在。',
  keptFiles: '选好的照片要再选一次。',
  keptOne: '先登录',
  keptOneLine: '会另开一页。登录好了回到这一页来。',
  keptSignIn: '登录',
  keptTwo: '再接着存',
  keptSend: '接着存刚才填的',
  keptLater: '这一页关掉以前都有效。',
  signedInTitle: '登录好了',
  signedInLead: '请关掉这一页，回到刚才那一页，按「接着存刚才填的」。',
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
  footGrants: 'Published grants',
  footAccess: 'Accessibility',
  footPrivacy: 'Privacy',
  whatIsSafe: 'Everything you submitted is safe, and so are saved drafts.',
  keptTitle: 'Your sign-in ran out; what you filled in is kept',
  keptLead:
    'It was a long time, and you were signed out so that nobody else sees your data. What you just filled in stands in this page; saved drafts are kept too.',
  keptFiles: 'Files have to be chosen once more.',
  keptOne: 'Sign in first',
  keptOneLine: 'This opens another page. Come back to this one afterwards.',
  keptSignIn: 'Sign in',
  keptTwo: 'Then go on',
  keptSend: 'Send what I filled in',
  keptLater: 'It is good until you close this page.',
  signedInTitle: 'You are signed in',
  signedInLead: 'Close this page, go back to the one before and press “Send what I filled in”.',
  toHome: 'Find a service',
  toPlaces: 'See the nearest windows',
};

/** The portal's words in the reader's language. */
export const words = (lang: Lang): PortalWords => (lang === 'en' ? en : zh);
