/** The words of every kind of paper, as organs write them; the plain sentence for the reader stands first. */
import type { Day } from '#platform/calendar';
import type { PaperKind } from '../lifecycle/rule.ts';
import type { DeedWords } from '../reading/case-words.ts';
import { officialDay } from '../reading/say-day.ts';

/** What the words of a paper are made from; all as it stood at the deed. */
export type PaperFacts = {
  kind: PaperKind;
  item: string;
  number: string;
  organ: string;
  receivedDay: Day;
  dated: Day;
  cite: string;
  words: DeedWords;
  /** 补正、受理 by silence. */
  deemed: boolean;
  noticeDue: Day | null;
  noticeDays: number;
  deemedAfter: boolean;
  answerDays: string;
  promised: Day | null;
  statutory: Day | null;
  pauseName: string;
  expectedEnd: Day | null;
  extraDays: string;
  newDue: Day | null;
  deliveryDue: Day | null;
  resultName: string;
  ground: string | null;
  leaves: string | null;
  earlier: { name: string; number: string; dated: Day } | null;
  toOrgan: string | null;
  /** Granted by silence: a limit that passed, or a permit that ended before its renewal was decided. */
  silent: boolean | 'renewal';
};

/** Words of a paper: a sentence anybody understands, the official paragraphs, what the reader can do. */
export type PaperText = { summary: string; paragraphs: string[]; todo: string[] };

const day = (d: Day | null): string => (d === null ? '' : officialDay(d));
const sentence = (text: string): string => (/[。！？；.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}。`);
const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const listed = (items: readonly { say: string }[]): string[] => items.map((i, n) => `${numerals[n] ?? String(n + 1)}、${sentence(i.say)}`);

const refusalGround: Readonly<Record<string, string>> = {
  notRequired: '申请事项依法不需要办理',
  notCompetent: '申请事项依法不属于本机关职权范围',
  notEntitled: '申请人不具备申请资格',
  notCorrected: '经一次性告知后，申请材料仍不齐全或者不符合法定形式',
};
const endGround: Readonly<Record<string, string>> = {
  personGone: '申请人死亡或者终止',
  objectGone: '申请事项的客体不复存在',
  duplicate: '同一事项重复申请',
  lawChanged: '据以办理的法律、法规、规章或者政策已经修改或者废止',
};
const laterGround: Readonly<Record<string, string>> = {
  correction: '原文书存在笔误或者其他需要更正之处',
  revocation: '原决定依法应当撤销',
  review: '行政复议决定',
  court: '人民法院生效裁判',
};
const becomes: Readonly<Record<string, string>> = {
  granted: '准予您的申请',
  refused: '不予准许您的申请',
  revoked: '撤销原准予决定',
  reopened: '原决定不再有效，本件重新办理',
};

const applied = (f: PaperFacts): string => `您于${day(f.receivedDay)}提出的“${f.item}”申请`;
const because = (f: PaperFacts): string =>
  f.words.reason === undefined || f.words.reason === null || f.words.reason.trim() === '' ? '' : `理由如下：${sentence(f.words.reason)}`;
const noteOf = (f: PaperFacts): string[] =>
  f.words.note === undefined || f.words.note === null || f.words.note.trim() === '' ? [] : [`说明：${sentence(f.words.note)}`];

/** Writes the words. */
export const paperText: Readonly<Record<PaperKind, (f: PaperFacts) => PaperText>> = {
  receipt: (f) => ({
    summary:
      f.noticeDue === null ? '您的申请我们收到了。' : `您的申请我们收到了。最晚${day(f.noticeDue)}告诉您：受理了，或者一次说清还缺什么。`,
    paragraphs: [
      `${applied(f)}及所附材料，本机关已经收到，现出具收件凭证。`,
      `依据${f.cite}，对申请是否受理，${f.noticeDays === 0 ? '当场' : `自收到申请之日起${f.noticeDays}个工作日内`}答复；材料不齐全或者不符合法定形式的，一次性告知需要补正的全部内容。${f.deemedAfter ? '逾期不告知的，自收到申请材料之日起即为受理。' : ''}`,
      '收件不等于受理。本凭证所列材料，凡经核对属实的，办理中不再要求您重复提交。',
    ],
    todo: ['凭查询码可以不登录查看进度；查询码请像钥匙一样收好。', '作出决定之前，您可以随时撤回申请。'],
  }),
  acceptance: (f) => ({
    summary: `受理了。最晚${day(f.promised)}告诉您结果。`,
    paragraphs: [
      f.deemed
        ? `${applied(f)}，本机关未在法定期限内告知是否受理。依据${f.cite}，自收到申请材料之日起视为受理。`
        : `${applied(f)}，属于本机关职权范围，${f.words.promises === undefined ? '申请材料齐全、符合法定形式' : '主要申请材料齐全，其余材料可以在下列期限内补交'}。依据${f.cite}，决定予以受理。`,
      `本机关承诺于${day(f.promised)}前作出决定${f.statutory === null || f.statutory === f.promised ? '' : `（法定期限至${day(f.statutory)}）`}。依法进行的听证、检验、公示等特别程序所需时间不计算在内，届时另行书面告知。`,
      ...(f.words.promises === undefined ? [] : ['下列材料请在期限内补交；到期未交的后果一并写明：']),
      ...listed((f.words.promises ?? []).map((p) => ({ say: `“${p.target}”请于${day(p.due)}前交来。${p.say}` }))),
      ...noteOf(f),
    ],
    todo: ['到期没有结果，可以打服务电话催办。', '作出决定之前，您可以随时撤回申请。'],
  }),
  notAccepted: (f) => ({
    summary: '这次没有受理。理由写在下面；您可以按理由改好再来，也可以依法申请复议。',
    paragraphs: [`${applied(f)}，经审查，${refusalGround[f.ground ?? ''] ?? '不符合受理条件'}。依据${f.cite}，决定不予受理。`, because(f)],
    todo: ['对理由有疑问，可以到窗口或者打服务电话，请工作人员当面说明。', '情况变了，可以重新申请，已经核对过的材料不用再交。'],
  }),
  correction: (f) => ({
    summary: `还缺${f.words.items?.length ?? 0}样，都写在下面，只告知这一次。收到之日起${f.answerDays}内交来就行。`,
    paragraphs: [
      `${applied(f)}，经核对，材料不齐全或者不符合法定形式。依据${f.cite}，现一次性告知您需要补正的全部内容：`,
      ...listed(f.words.items ?? []),
      ...noteOf(f),
      `请自收到本告知书之日起${f.answerDays}内补正。期限自本告知书送达您之日起计算，送达当日不算；补正期间不计入办理期限。`,
      '逾期未补正的，由工作人员与您联系后依法处理，不会自动作废。',
    ],
    todo: ['可以在网上补，也可以带到窗口，由工作人员帮您补。', '补起来有困难，请打服务电话，说办件编号就行。'],
  }),
  pause: (f) => ({
    summary: `现在要${f.pauseName}，这段时间时钟停着。${f.expectedEnd === null ? '一结束就告诉您。' : `预计${day(f.expectedEnd)}结束。`}`,
    paragraphs: [
      `${applied(f)}，需要依法进行${f.pauseName}。依据${f.cite}，所需时间不计算在办理期限内，现将所需时间书面告知您。`,
      `${f.pauseName}自${day(f.dated)}开始${f.expectedEnd === null ? '，结束时间另行告知' : `，预计至${day(f.expectedEnd)}结束`}。结束后办理期限继续计算。`,
      because(f),
    ],
    todo: ['预计的日期过了还没有消息，可以打服务电话询问。'],
  }),
  extension: (f) => ({
    summary: `办理期限延长${f.extraDays}，新的日期是${day(f.newDue)}。`,
    paragraphs: [
      `${applied(f)}，在期限内不能作出决定。依据${f.cite}，经本机关负责人批准，办理期限延长${f.extraDays}，最迟于${day(f.newDue)}前作出决定。`,
      because(f),
    ],
    todo: ['不同意延期的理由，可以打服务电话或者到窗口提出。'],
  }),
  grant: (f) => ({
    summary: f.deliveryDue === null ? '办成了：准予。' : `办成了：准予。结果最晚${day(f.deliveryDue)}送到您手上。`,
    paragraphs: [
      f.silent === 'renewal'
        ? `${applied(f)}，您在到期前按时提出延续，本机关在到期前没有作出决定。依据${f.cite}，视为准予延续。`
        : f.silent
          ? `${applied(f)}，本机关逾期未作出决定。依据${f.cite}，视为准予。`
          : `${applied(f)}，经审查，符合法定条件、标准。依据${f.cite}，决定准予${f.resultName === '' ? '' : `，并向您出具${f.resultName}`}。`,
      because(f),
      ...noteOf(f),
      ...(f.deliveryDue === null ? [] : [`结果文书于${day(f.deliveryDue)}前送达。`]),
    ],
    todo: ['内容有写错的，请尽早告诉窗口，更正不收费。'],
  }),
  refusal: (f) => ({
    summary: '这次没有准予。理由和您的权利写在下面。',
    paragraphs: [`${applied(f)}，经审查，不符合法定条件、标准。依据${f.cite}，决定不予准许。`, because(f), ...noteOf(f)],
    todo: ['对理由有疑问，可以到窗口请工作人员当面说明。', '情况变了，可以重新申请，已经核对过的材料不用再交。'],
  }),
  withdrawal: (f) => ({
    summary: '您的申请已经撤回，不再办理。以后需要，可以重新申请。',
    paragraphs: [
      `${applied(f)}，您已于${day(f.dated)}提出撤回。经核实，确认撤回，本件终结，不再办理。`,
      '撤回不影响您以后就同一事项再次申请。',
    ],
    todo: ['不是您本人要撤回的，请马上打服务电话或者到窗口说明。'],
  }),
  termination: (f) => ({
    summary: '这件不再往下办了。理由写在下面。',
    paragraphs: [`${applied(f)}，因${endGround[f.ground ?? ''] ?? '出现依法应当终止的情形'}，依据${f.cite}，决定终止办理。`, because(f)],
    todo: ['认为不该终止的，可以到窗口提出，由另一位工作人员再看一遍。'],
  }),
  superseding: (f) => ({
    summary: `原来的决定换成了新的：${becomes[f.leaves ?? ''] ?? '见下文'}。`,
    paragraphs: [
      `${applied(f)}，${f.earlier === null ? '本机关曾作出决定' : `本机关于${day(f.earlier.dated)}作出《${f.earlier.name}》（${f.earlier.number}）`}。因${laterGround[f.ground ?? ''] ?? '依法需要'}，现决定：${becomes[f.leaves ?? ''] ?? '以本决定为准'}。`,
      because(f),
      '自本决定书送达之日起，以本决定为准。',
    ],
    todo: ['因撤销受到损失的，可以依法要求补偿，请到窗口问明办法。'],
  }),
  transfer: (f) => ({
    summary: f.toOrgan === null ? '您的申请转给了有权办理的部门，不用重新提交。' : `您的申请转给${f.toOrgan}接着办，不用重新提交。`,
    paragraphs: [
      `${applied(f)}，依法由${f.toOrgan ?? '有权机关'}办理，本机关已于${day(f.dated)}将全部材料移送。办件编号不变，已经走过的时间照算。`,
      because(f),
    ],
    todo: ['有事可以直接问接手的部门，报办件编号就行。'],
  }),
};
