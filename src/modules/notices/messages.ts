import type { Json } from '#platform/errors';
import type { Lang } from '#platform/text';

/** What may be said to a person about a case; each is a kind with parameters, no personal value among them. */
export type NoticeKind =
  | 'received'
  | 'correctionAsked'
  | 'correctionReminder'
  | 'accepted'
  | 'acceptedWithPromise'
  | 'notAccepted'
  | 'paused'
  | 'resumed'
  | 'extended'
  | 'granted'
  | 'refused'
  | 'superseded'
  | 'closed'
  | 'withdrawn'
  | 'resultReady'
  | 'supplementAsked'
  | 'ratingAnswered'
  | 'visitToRate';

/** Parameters of a message: item name, case number, dates, office. */
export type NoticeParams = { item?: string; number?: string; due?: string; office?: string; reason?: string };

const day = (iso: string | undefined, lang: Lang): string => {
  if (iso === undefined) return '';
  const [, m, d] = iso.split('-').map(Number);
  return lang === 'zh' ? `${m}月${d}日` : iso;
};

type Say = (p: NoticeParams, lang: Lang) => string;

/** The sentence of each kind: what happened, until when, what to do; short enough for one SMS. */
const sentences: Record<NoticeKind, { zh: Say; en: Say }> = {
  received: {
    zh: (p) => `您的「${p.item}」已收到，编号${p.number}。${p.due ? `最晚${day(p.due, 'zh')}告诉您收不收得下。` : ''}`,
    en: (p) => `We received “${p.item}”, number ${p.number}.${p.due ? ` You will hear by ${p.due} whether it is accepted.` : ''}`,
  },
  correctionAsked: {
    zh: (p) => `「${p.item}」还缺东西，一次都列在通知里。请在${day(p.due, 'zh')}前补上，网上、窗口都行。`,
    en: (p) => `“${p.item}” lacks something; the notice lists all of it. Please add it by ${p.due}, online or at a window.`,
  },
  correctionReminder: {
    zh: (p) => `「${p.item}」还在等您补材料，原定${day(p.due, 'zh')}。补不了请打电话，我们一起想办法。`,
    en: (p) => `“${p.item}” is still waiting for you (due ${p.due}). If you cannot, call us.`,
  },
  accepted: {
    zh: (p) => `「${p.item}」已受理，编号${p.number}。${p.due ? `最晚${day(p.due, 'zh')}办好。` : ''}`,
    en: (p) => `“${p.item}” is accepted, number ${p.number}.${p.due ? ` Done by ${p.due} at the latest.` : ''}`,
  },
  acceptedWithPromise: {
    zh: (p) => `「${p.item}」先受理了，还欠的材料请在${day(p.due, 'zh')}前交来。`,
    en: (p) => `“${p.item}” is accepted for now; please hand in what is still owed by ${p.due}.`,
  },
  notAccepted: {
    zh: (p) => `「${p.item}」没能受理，理由和还能怎么办都写在通知里。也可以打电话问。`,
    en: (p) => `“${p.item}” could not be accepted; the notice says why and what you can do. You may also call.`,
  },
  paused: {
    zh: (p) => `「${p.item}」因${p.reason}停表，这段时间不算在期限里。${p.due ? `预计${day(p.due, 'zh')}恢复。` : ''}`,
    en: (p) => `The clock of “${p.item}” stands (${p.reason}).${p.due ? ` It should go on by ${p.due}.` : ''}`,
  },
  resumed: {
    zh: (p) => `「${p.item}」接着办了，最晚${day(p.due, 'zh')}办好。`,
    en: (p) => `“${p.item}” goes on; done by ${p.due} at the latest.`,
  },
  extended: {
    zh: (p) => `「${p.item}」经批准延期，最晚${day(p.due, 'zh')}办好，理由写在通知里。`,
    en: (p) => `“${p.item}” was extended to ${p.due}; the notice says why.`,
  },
  granted: {
    zh: (p) => `「${p.item}」批下来了，编号${p.number}。结果在「我的办件」里。`,
    en: (p) => `“${p.item}” is granted, number ${p.number}. The result is in “My cases”.`,
  },
  refused: {
    zh: (p) => `「${p.item}」没有批准，理由和您的权利都写在决定书里。`,
    en: (p) => `“${p.item}” was refused; the decision gives the reasons and your rights.`,
  },
  superseded: {
    zh: (p) => `「${p.item}」的决定有变动，新的决定书在「我的办件」里。`,
    en: (p) => `The decision on “${p.item}” has changed; the new one is in “My cases”.`,
  },
  closed: {
    zh: (p) => `「${p.item}」办结了。几分都照样公布，想打分就打。`,
    en: (p) => `“${p.item}” is closed. Rate it if you like; every value is published.`,
  },
  withdrawn: {
    zh: (p) => `「${p.item}」已按您的要求撤回。要再办随时可以。`,
    en: (p) => `“${p.item}” was withdrawn as you asked. You may apply again any time.`,
  },
  resultReady: { zh: (p) => `「${p.item}」的结果可以取了。`, en: (p) => `The result of “${p.item}” is ready.` },
  supplementAsked: {
    zh: (p) => `「${p.item}」窗口漏要了一样东西，您愿意可以补上，期限照走。`,
    en: (p) => `The window missed something for “${p.item}”; you may add it, and the clock goes on.`,
  },
  ratingAnswered: {
    zh: (p) => `您给${p.item ? `「${p.item}」` : '窗口服务'}打的分，我们回复了，写在「我打过的分」里。`,
    en: (p) => `Your rating of ${p.item ? `“${p.item}”` : 'a visit'} has been answered; see “My ratings”.`,
  },
  visitToRate: {
    zh: () => '您今天来过窗口。愿意的话，在「我打过的分」里给这次服务打分，几分都一样算。',
    en: () => 'You visited a window today. If you like, rate it under “My ratings”; every value counts alike.',
  },
};

/** The message as text in one language. */
export function noticeText(kind: NoticeKind, params: Json, lang: Lang): string {
  const p = params as NoticeParams;
  return sentences[kind][lang](p, lang);
}

/** All kinds, for tests that read every sentence. */
export const noticeKinds = Object.keys(sentences) as NoticeKind[];
