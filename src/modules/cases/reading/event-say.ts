import type { Text } from '#platform/text';
import { verbNames, type Verb } from '../lifecycle/verbs.ts';
import { paperNames } from '../papers/new-papers.ts';
import type { ActionRow } from '../record/rows.ts';

const t = (zh: string, en: string): Text => ({ zh, en });

/** What each deed means to the person whose case it is. */
const plain: Readonly<Partial<Record<Verb, Text>>> = {
  submit: t('收到您的申请，开始计时', 'Your application was received and the clock started'),
  assignOffice: t('定下了由哪个部门办', 'The office that decides was settled'),
  forward: t('转给实施部门', 'Passed on to the deciding office'),
  issueCorrection: t('请您补正，一次说清缺什么', 'You were asked for a correction, told once and completely'),
  answerCorrection: t('您的补正交来了', 'Your correction came in'),
  takeUpUnanswered: t('补正过了期，窗口接着办', 'The correction time has passed; the office goes on'),
  accept: t('受理了，开始办理', 'Accepted; work has begun'),
  acceptWithPromise: t('先受理了，缺的材料可以后交', 'Accepted; the missing document may follow'),
  refuseAcceptance: t('没有受理，理由和您的权利写在决定书里', 'Not accepted; the reason and your rights are in the decision'),
  onTheSpotGrant: t('当场办好了：准予', 'Granted on the spot'),
  completeStep: t('办完一个环节', 'A step was finished'),
  returnStep: t('退回上一个环节再看', 'Returned to the step before'),
  askWindow: t('请窗口再核实一下', 'The window was asked to check'),
  requestSupplement: t('请您补一份材料，时钟照走', 'You were asked for one more document; the clock goes on'),
  answerSupplement: t('您补的材料交来了', 'Your document came in'),
  handInPromised: t('说好后交的材料交来了', 'The promised document came in'),
  pause: t('进入特别程序，时钟停下', 'A special procedure began; the clock stands'),
  resume: t('特别程序结束，时钟接着走', 'The special procedure ended; the clock goes on'),
  askExtension: t('办的人请示延期，等负责人定', 'The officer asked the head for more time'),
  declineExtension: t('负责人没有同意延期，照原来的日子办', 'The head declined more time; the dates stay'),
  extend: t('依法延期，理由写在告知书里', 'Extended by law; the reason is in the notice'),
  proposeDecision: t('一人拟好了决定，等另一人审定', 'One officer proposed a decision; another must confirm it'),
  sendBackProposal: t('审定的人请重新拟定', 'The second officer asked for a new proposal'),
  recordDelivery: t('结果送到您手上', 'The result reached you'),
  close: t('办结。结果没能送到，您随时可以来取', 'Closed. The result could not be brought; you may fetch it any time'),
  recheck: t('另一位工作人员复核了当场办结', 'Another officer rechecked the on-the-spot grant'),
  withdraw: t('您撤回了申请', 'You withdrew the application'),
  terminate: t('终止办理，理由写在通知书里', 'Ended without a decision; the reason is in the notice'),
  supersedeDecision: t('原来的决定被新的决定代替', 'A later decision took the place of the earlier one'),
  transfer: t('移送给有权办的部门', 'Transferred to the competent office'),
  assign: t('指定了经办人', 'A person was assigned'),
  deemAccepted: t('过了告知期限，依法视为受理', 'The time for a notice passed, so it counts as accepted'),
  remindUnanswered: t('补正到期，转窗口联系您', 'The correction is overdue; the office will contact you'),
  escalate: t('到期没办，转负责人过问', 'Overdue; a manager looks into it'),
  deemGranted: t('过了期限没有决定，依法视为准予', 'The limit passed without a decision, so it counts as granted'),
};

/** One line of the timeline in plain words. */
export function eventSay(action: Pick<ActionRow, 'verb' | 'note' | 'toState'>): Text {
  const outcome = (action.note as { outcome?: string } | null)?.outcome;
  if (action.verb === 'decide')
    return outcome === 'refuse'
      ? t('决定：不予，理由和您的权利写在决定书里', 'Decided: refused; the reason and your rights are in the decision')
      : t('决定：准予', 'Decided: granted');
  if (action.verb === 'answerFromSystem') {
    if (action.toState !== 'decided') return t('部门的系统有了答复', 'The department’s system answered');
    return outcome === 'refuse'
      ? t('部门作出决定：不予', 'The department decided: refused')
      : t('部门作出决定：准予', 'The department decided: granted');
  }
  if (action.verb === 'recordService') return servedSay((action.note as { kind?: string } | null)?.kind);
  const said = plain[action.verb as Verb] ?? verbNames[action.verb as Verb] ?? t(action.verb, action.verb);
  const how = confirmedWords[(action.note as { confirmed?: string } | null)?.confirmed ?? ''];
  return how === undefined ? said : t(`${said.zh}，在窗口交的，${how.zh}`, `${said.en ?? said.zh}, handed in at a window, ${how.en}`);
}

/** How what a clerk handed in for somebody was confirmed: the applicant reads it where he reads that it came in. */
const confirmedWords: Readonly<Record<string, { zh: string; en: string }>> = {
  readAloud: { zh: '念给来的人听过', en: 'read out to who came' },
  onScreen: { zh: '来的人在屏幕上看过', en: 'read on the screen by who came' },
  signedPaper: { zh: '来的人签了字', en: 'signed by who came' },
  byPhone: { zh: '打电话问过本人', en: 'confirmed by telephone' },
};

/** Which paper reached its reader. */
function servedSay(kind: string | undefined): Text {
  const name = paperNames[kind as keyof typeof paperNames];
  return name === undefined
    ? t('文书送到您手上', 'The paper reached you')
    : t(`${name.zh}送到您手上`, `${name.en ?? name.zh}: it reached you`);
}

/** Deeds whose words are between officers; the person reads that they happened, not the opinion (the result carries the reasons). */
export const innerVerbs: ReadonlySet<string> = new Set([
  'forward',
  'completeStep',
  'returnStep',
  'askWindow',
  'askExtension',
  'declineExtension',
  'proposeDecision',
  'sendBackProposal',
  'recheck',
  'assign',
  'escalate',
  'assignOffice',
  'takeUpUnanswered',
  'remindUnanswered',
]);

/** Papers and deeds that the person never needs on the timeline; staff see them. */
export const staffOnlyVerbs: ReadonlySet<string> = new Set(['assign', 'recheck']);
