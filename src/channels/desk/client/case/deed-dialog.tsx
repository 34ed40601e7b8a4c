import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { ApiProblem, newKey } from '../api.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemNotice } from '../shell/notice.tsx';
import { doDeed, doneWords, type OpenDeed } from './case.ts';
import { bodyOf, DeedFields } from './deed-fields.tsx';
import { t, tell } from '../language.ts';

/** What each deed says about itself before it is done. */
const leads: Record<string, string> = {
  accept: t('受理后出受理通知书，办理期限从今天算起。', 'Accepting issues the notice of acceptance; the time limit counts from today.'),
  acceptWithPromise: t(
    '先受理，欠的材料到期交。到期没交，按承诺书写明的后果办。',
    'Accepted first, the missing documents follow by a date. If they do not, what the promise says applies.',
  ),
  onTheSpotGrant: t(
    '当场受理并准予，一次办完。这样办的会计数，并由另一人抽查。',
    'Accepted and granted on the spot, all at once. Such cases are counted and rechecked by somebody else.',
  ),
  issueCorrection: t('一次写全。发出以后不能再发第二份。', 'Write everything at once. No second notice can be sent after this one.'),
  refuseAcceptance: t(
    '申请人会读到下面的文字，还有怎么复议、怎么起诉。',
    'The applicant will read the words below, and how to ask for review or go to court.',
  ),
  completeStep: t('这个环节办完，交到下一个环节。', 'This step is finished and the case goes on to the next.'),
  forward: t('转给实施部门，由他们受理。', 'Passed on to the competent office, which accepts it.'),
  decide: t('准予或者不予，申请人都会收到决定书。', 'Granted or refused, the applicant receives a written decision.'),
  proposeDecision: t('这类事项要两人：您先拟，另一人定。', 'This service needs two people: you propose, another decides.'),
  pause: t('停表只限列出的几种情形，申请人会收到通知。', 'The clock may stop only for the reasons listed; the applicant is told.'),
  askExtension: t('写明为什么要延期，由负责人批。批下来以前，日子不变。', 'Say why; the head decides. Until then the dates stay.'),
  extend: t('理由写进延期告知书，申请人会收到。', 'The reason goes into the notice that the applicant receives.'),
  declineExtension: t('不同意就写明理由，照原来的日子办。', 'Say why; the dates stay as they are.'),
  recordDelivery: t('记下结果怎么到申请人手上的。', 'Write down how the result reached the applicant.'),
  withdraw: t('按申请人的要求撤回。', 'Withdrawn at the applicant’s wish.'),
  transfer: t('移送给有管辖权的部门，期限照旧。', 'Transferred to the competent office; the time limit stays.'),
  assignOffice: t(
    '没有规则说明归谁办，由您分给一个部门。办件编号不变。',
    'No rule says whose it is, so you give it to an office. The case number stays.',
  ),
  assign: t('指定后，这一步由他办，别人不能代办。', 'Once assigned, this step is done by that person and nobody else.'),
};

/** One deed: choose, write what the reader will read, do it. The key is made here, so that pressing twice is one deed. */
export function DeedDialog({
  view,
  deed,
  onClose,
  onDone,
  begin = {},
}: {
  view: StaffCaseView;
  deed: OpenDeed;
  onClose: () => void;
  onDone: (words: string) => Promise<void>;
  begin?: { outcome?: 'grant' | 'refuse'; reason?: string };
}): ReactNode {
  const [key, setKey] = useState(newKey);
  const [outcome, setOutcome] = useState<'grant' | 'refuse'>(begin.outcome ?? 'grant');
  const run = useMutation({
    mutationFn: (body: Record<string, unknown>) => doDeed(view.caseId, deed.verb, body, key),
    onError: (error) => {
      // A refusal may be corrected: that is another command. An answer that never came is asked for again under the same key.
      if (error instanceof ApiProblem && error.status !== 0 && error.status < 500) setKey(newKey());
    },
    onSuccess: () => onDone(doneWords(tell(deed.name))),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (run.isPending) return;
    run.mutate({
      ...bodyOf(deed.verb, new FormData(event.currentTarget)),
      expectedSeq: view.seq,
      ...(deed.stepId === null ? {} : { stepId: deed.stepId }),
    });
  };
  return (
    <Dialog title={tell(deed.name)} onClose={onClose}>
      <form onSubmit={submit}>
        {leads[deed.verb] !== undefined && <p className="s">{leads[deed.verb]}</p>}
        <ProblemNotice error={run.error} />
        <DeedFields verb={deed.verb} stepId={deed.stepId} view={view} outcome={outcome} setOutcome={setOutcome} reason={begin.reason} />
        <p className="dialog-do">
          <button type="button" className="b l" onClick={onClose}>
            {t('不办了', 'Cancel')}
          </button>
          <button
            type="submit"
            className={`b l ${deed.verb === 'refuseAcceptance' || (deed.verb === 'decide' && outcome === 'refuse') ? 'd' : 'p'}`}
            aria-busy={run.isPending}
          >
            {run.isPending ? t('正在办…', 'Working…') : doWords(deed, outcome)}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

function doWords(deed: OpenDeed, outcome: 'grant' | 'refuse'): string {
  switch (deed.verb) {
    case 'decide':
      return outcome === 'grant'
        ? t('准予并出决定书', 'Grant and issue the decision')
        : t('不予并出决定书', 'Refuse and issue the decision');
    case 'proposeDecision':
      return outcome === 'grant' ? t('拟准予', 'Grant proposed') : t('拟不予', 'Refusal proposed');
    case 'issueCorrection':
      return t('发出补正告知', 'Send the correction notice');
    case 'refuseAcceptance':
      return t('出不予受理通知书', 'Issue the notice of non-acceptance');
    case 'accept':
      return t('受理并出通知书', 'Accept and issue the notice');
    default:
      return tell(deed.name);
  }
}
