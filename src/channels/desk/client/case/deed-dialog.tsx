import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { StaffCaseView } from '#contracts/cases';
import { ApiProblem, newKey } from '../api.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemNotice } from '../shell/notice.tsx';
import { doDeed, type OpenDeed } from './case.ts';
import { bodyOf, DeedFields } from './deed-fields.tsx';

/** What each deed says about itself before it is done. */
const leads: Record<string, string> = {
  accept: '受理后出受理通知书，办理期限从今天算起。',
  acceptWithPromise: '先受理，欠的材料到期交。到期没交，按承诺书写明的后果办。',
  onTheSpotGrant: '当场受理并准予，一次办完。这样办的会计数，并由另一人抽查。',
  issueCorrection: '一次写全。发出以后不能再发第二份。',
  refuseAcceptance: '申请人会读到下面的文字，还有怎么复议、怎么起诉。',
  completeStep: '这个环节办完，交到下一个环节。',
  forward: '转给实施部门，由他们受理。',
  decide: '准予或者不予，申请人都会收到决定书。',
  proposeDecision: '这类事项要两人：您先拟，另一人定。',
  pause: '停表只限列出的几种情形，申请人会收到通知。',
  extend: '延期要负责人批准，并写明理由告诉申请人。',
  recordDelivery: '记下结果怎么到申请人手上的。',
  withdraw: '按申请人的要求撤回。',
  transfer: '移送给有管辖权的部门，期限照旧。',
  assignOffice: '没有规则说明归谁办，由您分给一个部门。办件编号不变。',
  assign: '指定后，这一步由他办，别人不能代办。',
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
    onSuccess: () => onDone(`${deed.name.zh}已办好，记录在案。`),
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
    <Dialog title={deed.name.zh} onClose={onClose}>
      <form onSubmit={submit}>
        {leads[deed.verb] !== undefined && <p className="s">{leads[deed.verb]}</p>}
        <ProblemNotice error={run.error} />
        <DeedFields verb={deed.verb} stepId={deed.stepId} view={view} outcome={outcome} setOutcome={setOutcome} reason={begin.reason} />
        <p className="dialog-do">
          <button type="button" className="b l" onClick={onClose}>
            不办了
          </button>
          <button
            type="submit"
            className={`b l ${deed.verb === 'refuseAcceptance' || (deed.verb === 'decide' && outcome === 'refuse') ? 'd' : 'p'}`}
            aria-busy={run.isPending}
          >
            {run.isPending ? '正在办…' : doWords(deed, outcome)}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

function doWords(deed: OpenDeed, outcome: 'grant' | 'refuse'): string {
  switch (deed.verb) {
    case 'decide':
      return outcome === 'grant' ? '准予并出决定书' : '不予并出决定书';
    case 'proposeDecision':
      return outcome === 'grant' ? '拟准予' : '拟不予';
    case 'issueCorrection':
      return '发出补正告知';
    case 'refuseAcceptance':
      return '出不予受理通知书';
    case 'accept':
      return '受理并出通知书';
    default:
      return deed.name.zh;
  }
}
