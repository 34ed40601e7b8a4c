import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { ErasureRows } from '#contracts/identity';
import { ApiProblem, get, newKey, post } from '../api.ts';
import { t, tell } from '../language.ts';
import { Dialog } from '../shell/dialog.tsx';
import { meQuery } from '../shell/me.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { momentShort } from '../words.ts';

type Row = ErasureRows['rows'][number];
const erasuresQuery = { queryKey: ['erasures'], queryFn: () => get<ErasureRows>('/api/staff/erasures') };
const grounds: Record<string, string> = {
  purposeReached: t('处理目的已经实现、无法实现或者不再必要', 'The purpose is reached, cannot be reached, or no longer needs the data'),
  periodOver: t('停止提供服务，或者保存期限已届满', 'The service ended, or the period of keeping is over'),
  consentWithdrawn: t('个人撤回同意', 'The person withdrew consent'),
  unlawful: t('违反法律、行政法规或者约定处理', 'The data were handled against law or agreement'),
  otherLaw: t('法律、行政法规规定的其他情形', 'Another case named by law'),
};

/** 删除资料: one asks that a person be erased, another does it. */
export function ErasuresPage(): ReactNode {
  const me = useQuery(meQuery);
  const list = useQuery(erasuresQuery);
  const [said, setSaid] = useState('');
  useEffect(() => {
    document.title = t('删除资料 — 工作台', 'Erasures — Desk');
  }, []);
  return (
    <main className="pane calm" id="main" tabIndex={-1}>
      <h1>{t('删除个人资料', 'Erasing a person')}</h1>
      <p className="s">
        {t(
          '一个人提出，另一个人确认，才会删。还在办的、归档没满期的、被保全的删不了，会说明到哪天。删了找不回来；谁删的、依据什么，永远记着。',
          'One person asks, another confirms. What runs, has to be kept or is on hold cannot be erased; you are told until when. It cannot be undone; who did it on which ground stays on record.',
        )}
      </p>
      {me.data?.permissions.includes('erasure.request') === true && <Ask onDone={setSaid} />}
      <p role="status">{said}</p>
      <section aria-labelledby="requests">
        <h2 id="requests">{t('申请', 'Requests')}</h2>
        {list.data === undefined ? (
          list.error ? (
            <ProblemNotice error={list.error} />
          ) : (
            <Waiting what={t('正在取申请…', 'Getting the requests…')} />
          )
        ) : list.data.rows.length === 0 ? (
          <p>{t('没有申请。', 'There are no requests.')}</p>
        ) : (
          <ul className="ls bare">
            {list.data.rows.map((row) => (
              <li key={row.id}>
                <Request row={row} onDone={setSaid} />
              </li>
            ))}
          </ul>
        )}
      </section>
    </main>
  );
}

function Ask({ onDone }: { onDone: (words: string) => void }): ReactNode {
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [key, setKey] = useState(newKey);
  const run = useMutation({
    mutationFn: (body: Record<string, string>) => post('/api/staff/erasures', body, key),
    onSettled: () => setKey(newKey()),
    onSuccess: async () => {
      form.current?.reset();
      await queries.invalidateQueries({ queryKey: erasuresQuery.queryKey });
      onDone(t('申请提出了，等另一个人确认。', 'The request was made and waits for somebody else.'));
    },
  });
  const wrong = run.error instanceof ApiProblem ? run.error.fields : [];
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (run.isPending) return;
    const given = new FormData(event.currentTarget);
    const names = ['documentType', 'number', 'name', 'ground', 'basis'];
    run.mutate(Object.fromEntries(names.map((name) => [name, String(given.get(name) ?? '').trim()])));
  };
  const field = (name: string, label: string, max: number): ReactNode => (
    <p className="field">
      <label htmlFor={`e-${name}`}>{label}</label>
      <input
        id={`e-${name}`}
        name={name}
        className="inp"
        maxLength={max}
        required
        autoComplete="off"
        aria-invalid={wrong.some((one) => one.field === name) || undefined}
      />
    </p>
  );
  return (
    <form ref={form} onSubmit={submit} aria-labelledby="ask">
      <h2 id="ask">{t('提出申请', 'Ask')}</h2>
      <ProblemNotice error={run.error} />
      <input type="hidden" name="documentType" value="111" />
      {field('number', t('身份证号码', 'Identity card number'), 40)}
      {field('name', t('姓名', 'Name'), 60)}
      <p className="field">
        <label htmlFor="e-ground">{t('法定情形（个人信息保护法第四十七条）', 'Ground of the law (PIPL art. 47)')}</label>
        <select id="e-ground" name="ground" className="inp">
          {Object.entries(grounds).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </p>
      {field('basis', t('依据的文号或申请编号', 'Number of the order or application'), 100)}
      <p className="do">
        <button type="submit" className="b l p" aria-busy={run.isPending}>
          {run.isPending ? t('正在提出…', 'Asking…') : t('提出删除', 'Ask for erasure')}
        </button>
      </p>
    </form>
  );
}

function Request({ row, onDone }: { row: Row; onDone: (words: string) => void }): ReactNode {
  const [asking, setAsking] = useState<'confirm' | 'decline' | null>(null);
  const states = {
    open: t('等另一个人确认', 'waits for somebody else'),
    done: t('已经删除', 'erased'),
    declined: t('退回了', 'declined'),
  };
  return (
    <>
      <p>
        <b>{row.person ?? t('已经没有这个人', 'nobody any more')}</b>
        {t('，', ', ')}
        {states[row.state]}
      </p>
      <p className="s">
        {tell(row.ground)}
        {t('；依据：', '; basis: ')}
        {row.basis}
      </p>
      <p className="s">
        {t(`${row.askedBy}提出，${momentShort(row.askedAt)}`, `asked by ${row.askedBy}, ${momentShort(row.askedAt)}`)}
        {row.answeredBy !== null &&
          row.answeredAt !== null &&
          t(`；${row.answeredBy}办理，${momentShort(row.answeredAt)}`, `; answered by ${row.answeredBy}, ${momentShort(row.answeredAt)}`)}
        {row.note !== null && t(`：${row.note}`, `: ${row.note}`)}
      </p>
      {row.standing.length > 0 && (
        <ul>
          {row.standing.map((one) => (
            <li key={tell(one.say)}>{tell(one.say)}</li>
          ))}
        </ul>
      )}
      {row.state === 'open' && (
        <p>
          {row.mayConfirm && row.standing.length === 0 && (
            <button type="button" className="b d" onClick={() => setAsking('confirm')}>
              {t('确认删除…', 'Confirm…')}
            </button>
          )}
          <button type="button" className="b" onClick={() => setAsking('decline')}>
            {row.mayConfirm ? t('退回…', 'Decline…') : t('撤回…', 'Take back…')}
          </button>
        </p>
      )}
      {asking !== null && (
        <Answer
          row={row}
          deed={asking}
          onClose={() => setAsking(null)}
          onDone={(words) => {
            setAsking(null);
            onDone(words);
          }}
        />
      )}
    </>
  );
}

function Answer({
  row,
  deed,
  onClose,
  onDone,
}: {
  row: Row;
  deed: 'confirm' | 'decline';
  onClose: () => void;
  onDone: (words: string) => void;
}): ReactNode {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const run = useMutation({
    mutationFn: (reason: string) => post(`/api/staff/erasures/${row.id}/${deed}`, deed === 'confirm' ? undefined : { reason }, key),
    onError: () => setKey(newKey()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: erasuresQuery.queryKey });
      onDone(
        deed === 'confirm'
          ? t('删除了，链上记了一笔。', 'Erased; it is on the chain.')
          : t('退回了，什么都没有删。', 'Sent back; nothing was erased.'),
      );
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!run.isPending) run.mutate(String(new FormData(event.currentTarget).get('reason') ?? '').trim());
  };
  const person = row.person ?? '';
  return (
    <Dialog
      title={
        deed === 'confirm' ? t(`删除${person}的全部资料`, `Erase everything about ${person}`) : t('退回这份申请', 'Send the request back')
      }
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <ProblemNotice error={run.error} />
        {deed === 'confirm' ? (
          <p>
            {t(
              '身份信息、草稿、满期的办件和材料都会删掉，钥匙当场销毁，谁也找不回来。',
              'Identity data, drafts, cases whose period is over and their files are destroyed with their keys. Nobody can bring them back.',
            )}
          </p>
        ) : (
          <p className="field">
            <label htmlFor="e-reason">{t('为什么', 'Why')}</label>
            <textarea id="e-reason" name="reason" className="inp" maxLength={100} required rows={2} />
          </p>
        )}
        <p className="dialog-do">
          <button type="button" className="b l" onClick={onClose} data-first={deed === 'confirm' ? '' : undefined}>
            {t('不办了', 'Cancel')}
          </button>
          <button type="submit" className="b l d" aria-busy={run.isPending}>
            {deed === 'confirm' ? t('删除', 'Erase') : t('退回', 'Send back')}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
