import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { CopyView } from '#contracts/catalog';
import { ApiProblem, newKey, post, today } from '../api.ts';
import { t } from '../language.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemNotice } from '../shell/notice.tsx';

type Deed = CopyView['may']['deeds'][number];
type Wanted = 'words' | 'because' | 'drafts' | 'hour';

/** What each deed is called, says and asks for. */
export const deedWords: Partial<Record<Deed, { name: string; say: string; asks: readonly Wanted[]; path: string; needsWords?: true }>> = {
  send: {
    name: t('送部门审核', 'Send for review'),
    say: t('送出去以后，审完或者撤回来之前不能再改。', 'Until it is reviewed or taken back nobody can change it.'),
    asks: ['drafts', 'because', 'words'],
    path: 'send',
  },
  takeBack: {
    name: t('撤回来改', 'Take back'),
    say: t('已经给的审核意见作废，改好要重新送审。', 'Approvals given so far are void; it has to be sent again.'),
    asks: [],
    path: 'take-back',
  },
  approve: {
    name: t('部门审核通过', 'Approve for the department'),
    say: t('接着由政务服务局终审。', 'The bureau reviews it next.'),
    asks: ['words'],
    path: 'approve',
  },
  sendBack: {
    name: t('退回去改', 'Send back'),
    say: t('写清楚要改什么，编辑看得到。', 'Say what has to change; the editors read it.'),
    asks: ['words'],
    path: 'send-back',
    needsWords: true,
  },
  pass: {
    name: t('通过，现在就公布', 'Pass and publish now'),
    say: t('按下去，网上、窗口马上都是新的。已经在办的件不变。', 'With this every door shows it. Running cases stay as they are.'),
    asks: ['words'],
    path: 'pass',
  },
  schedule: {
    name: t('通过，到时间再公布', 'Pass and publish later'),
    say: t(
      '到了时间自动公布；那时要是有什么不合适了，会退回编辑并说明。',
      'It is published by itself at that hour; if anything stands in the way then, it goes back with the reason.',
    ),
    asks: ['hour', 'words'],
    path: 'schedule',
  },
  abandon: {
    name: t('作废这份编辑稿', 'Abandon this copy'),
    say: t(
      '改动都留在历史里，但不会公布。现在公布的不受影响。',
      'Its changes stay in the history and are not published. What is in force is not touched.',
    ),
    asks: [],
    path: 'abandon',
  },
};

/** The deeds open to the reader, as buttons. */
export function Deeds({ view, ready }: { view: CopyView; ready: () => Promise<void> }): ReactNode {
  const [open, setOpen] = useState<Deed | null>(null);
  return (
    <>
      <p className="bs" role="group" aria-label={t('可以做的', 'What can be done')}>
        {view.may.deeds.map((deed) => {
          const words = deedWords[deed];
          return words === undefined ? null : (
            <button
              key={deed}
              type="button"
              className={`b${['send', 'approve', 'pass'].includes(deed) ? ' p' : deed === 'abandon' ? ' d' : ''}`}
              onClick={() => void ready().then(() => setOpen(deed))}
            >
              {words.name}
            </button>
          );
        })}
      </p>
      {open !== null && <DeedDialog view={view} deed={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function DeedDialog({ view, deed, onClose }: { view: CopyView; deed: Deed; onClose: () => void }): ReactNode {
  const queries = useQueryClient();
  const words = deedWords[deed];
  const [key] = useState(newKey);
  const untested = view.report.coverage.flatMap((one) => one.untested);
  const act = useMutation({
    mutationFn: (form: FormData) => {
      const text = (name: string): string => {
        const value = form.get(name);
        return typeof value === 'string' ? value.trim() : '';
      };
      const body: Record<string, unknown> = { rev: view.rev };
      if (words?.asks.includes('words') === true && text('words') !== '') body['words'] = text('words');
      if (words?.asks.includes('because') === true && text('because') !== '') body['untestedBecause'] = text('because');
      if (words?.asks.includes('drafts') === true)
        body['drafts'] = text('drafts') === 'stay' ? { then: 'stay', until: text('until') } : { then: 'upgrade' };
      if (words?.asks.includes('hour') === true) body['publishOn'] = `${text('hour')}:00+08:00`;
      return post(`/api/staff/catalog/copies/${view.copyId}/${words?.path ?? deed}`, body, key);
    },
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['catalog'] });
    },
  });
  if (words === undefined) return null;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    act.mutate(new FormData(event.currentTarget));
  };
  const untestedSaid = act.error instanceof ApiProblem && act.error.code === 'catalog.untested';
  return (
    <Dialog title={words.name} onClose={onClose}>
      <p>{words.say}</p>
      <form onSubmit={submit}>
        {words.asks.includes('drafts') && (
          <fieldset>
            <legend>{t('已经在填、还没交的申请', 'Applications begun and not handed in')}</legend>
            <label className="chk">
              <input type="radio" name="drafts" value="upgrade" defaultChecked data-first />
              <span>{t('跟着换成新的，交之前给他看哪里变了', 'Follow the new version; what changed is shown before handing in')}</span>
            </label>
            <label className="chk">
              <input type="radio" name="drafts" value="stay" />
              <span>{t('到这一天以前还能按旧的交', 'May be handed in as before until this day')}</span>
            </label>
            <label className="field">
              {t('哪一天', 'Day')}
              <input className="inp short" type="date" name="until" min={today()} />
            </label>
          </fieldset>
        )}
        {words.asks.includes('because') && untested.length > 0 && (
          <div className="field">
            <label htmlFor="deed-because">
              {t(`有${untested.length}种情形没有例子，为什么可以`, `${untested.length} situations have no example: why that is all right`)}
            </label>
            <textarea id="deed-because" name="because" className="inp" rows={2} maxLength={2000} aria-invalid={untestedSaid || undefined} />
          </div>
        )}
        {words.asks.includes('hour') && (
          <div className="field">
            <label htmlFor="deed-hour">{t('什么时候公布', 'When it is published')}</label>
            <input id="deed-hour" className="inp short" type="datetime-local" name="hour" required />
          </div>
        )}
        {words.asks.includes('words') && (
          <div className="field">
            <label htmlFor="deed-words">
              {words.needsWords === true ? t('要改什么', 'What has to change') : t('留几句话（可以不写）', 'A few words (may be empty)')}
            </label>
            <textarea id="deed-words" name="words" className="inp" rows={3} maxLength={2000} required={words.needsWords === true} />
          </div>
        )}
        <ProblemNotice error={act.error} />
        <p className="dialog-do">
          <button type="button" className="b" onClick={onClose}>
            {t('先不做', 'Not now')}
          </button>
          <button type="submit" className="b p" disabled={act.isPending}>
            {words.name}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

/** What was done with this copy so far. */
export function DeedHistory({ view }: { view: CopyView }): ReactNode {
  return (
    <ol className="history">
      {view.deeds.map((deed) => {
        const because = (deed.details as { untestedBecause?: string | null } | null)?.untestedBecause ?? null;
        return (
          <li key={deed.seq}>
            <b>
              {deedWords[deed.deed]?.name ??
                t(
                  deed.deed === 'publish' ? '到时间公布了' : '没能公布，退回编辑',
                  deed.deed === 'publish' ? 'Published at its hour' : 'Could not be published, back to its editors',
                )}
            </b>{' '}
            <span className="s">
              {deed.by} {momentWords(deed.at)}
            </span>
            {deed.words !== null && <p>{deed.words}</p>}
            {because !== null && (
              <p>{t(`没有例子的情形可以留着，因为：${because}`, `Situations without an example may stay, because: ${because}`)}</p>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** 2026-11-25 17:30, in Shanghai. */
export const momentWords = (iso: string): string =>
  new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
