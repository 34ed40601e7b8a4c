import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId } from 'react';
import { type CopyDifferences, type CopyView, spellPath } from '#contracts/catalog';
import { post } from '../api.ts';
import { t, tell } from '../language.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { differenceQuery } from './copy.ts';
import { Deeds, DeedHistory, momentWords } from './deeds.tsx';
import { sectionOf } from './sections.ts';

/** 检查和送审: what stands in the way, what would change for people, and the deeds. */
export function Report({
  view,
  onGo,
  ready,
}: {
  view: CopyView;
  onGo: (path: readonly string[]) => void;
  ready: () => Promise<void>;
}): ReactNode {
  const { report } = view;
  const failing = report.examples.filter((one) => one.faults.length > 0);
  const untested = report.coverage.flatMap((one) => one.untested);
  const hindering = report.doors.filter((one) => one.hinders);
  const problems = report.issues.filter((one) => one.weight !== 'note');
  return (
    <div className="report">
      <h2>{t('能不能送审', 'Is it ready')}</h2>
      <p role="status">
        {view.report.sound && problems.length === 0 && hindering.length === 0 && untested.length === 0
          ? t('没有要改的，例子都跑通了，每种情形都试过。', 'Nothing to mend; every example comes out, every situation is tried.')
          : t(`有${problems.length + hindering.length}处要改。`, `${problems.length + hindering.length} places to mend.`)}
      </p>
      {report.issues.length > 0 && (
        <ul className="faults links" aria-label={t('要改的地方', 'What to mend')}>
          {report.issues.map((issue, i) => (
            <li key={`${issue.code}${i}`} className={issue.weight === 'note' ? 'note' : 'bad'}>
              <button type="button" className="link" onClick={() => onGo(issue.path)}>
                {tell(sectionOf(issue.path)?.title ?? { zh: '事项', en: 'Item' })}
              </button>{' '}
              {tell(issue.say)}
            </li>
          ))}
        </ul>
      )}
      <h2>{t('例子', 'Examples')}</h2>
      <p>
        {t(
          `${report.examples.length}个例子，${report.examples.length - failing.length}个跑通。`,
          `${report.examples.length} examples, ${report.examples.length - failing.length} come out as written.`,
        )}
      </p>
      {failing.length > 0 && (
        <ul className="faults">
          {failing.map((one) => (
            <li key={`${one.version}${one.name}`} className="bad">
              <b>{one.name}</b>
              {one.faults.map((fault) => (
                <p key={fault}>{fault}</p>
              ))}
            </li>
          ))}
        </ul>
      )}
      {untested.length > 0 && (
        <>
          <h3>{t('还没有例子试过的情形', 'Situations no example tries')}</h3>
          <ul className="faults links">
            {untested.map((one) => (
              <li key={`${one.id}${spellPath(one.path)}`} className="note">
                {tell(one.say)}
              </li>
            ))}
          </ul>
        </>
      )}
      {hindering.length > 0 && (
        <ul className="faults">
          {hindering.map((one) => (
            <li key={`${one.door}${one.version}`} className="bad">
              {t(`“${one.name.zh}”还画不出这件事用到的内容。`, `${tell(one.name)} cannot draw yet what this item uses.`)}
            </li>
          ))}
        </ul>
      )}
      {view.baseMoved && <Renew view={view} />}
      <Differences view={view} />
      <h2>{t('审核', 'Review')}</h2>
      <Deeds view={view} ready={ready} />
      <DeedHistory view={view} />
      <Comments view={view} />
    </div>
  );
}

/** What would change for people, sentence by sentence. */
function Differences({ view }: { view: CopyView }): ReactNode {
  const found = useQuery(differenceQuery(view.copyId, view.rev));
  return (
    <>
      <h2>{t('和现在公布的比，变了什么', 'What changes against what is in force')}</h2>
      <ProblemNotice error={found.error} />
      {found.isPending && <Waiting what={t('正在对照…', 'Comparing…')} />}
      {found.data?.versions.map((one) => (
        <div key={one.version} data-version={one.version}>
          {(found.data?.versions.length ?? 0) > 1 && <h3>{one.version}</h3>}
          {one.kind === 'new' && <p>{t('这个办理项是新的。', 'This kind of handling is new.')}</p>}
          {one.kind === 'gone' && (
            <p>{t('这个办理项不再有了，公布时会从各渠道撤下。', 'This kind of handling is gone and leaves every door.')}</p>
          )}
          {one.kind === 'same' && <p>{t('没有变化。', 'Nothing changes.')}</p>}
          <DifferenceList rows={one.rows} />
        </div>
      ))}
    </>
  );
}

export function DifferenceList({ rows }: { rows: CopyDifferences['versions'][number]['rows'] }): ReactNode {
  const groups = [...new Set(rows.map((row) => row.group))];
  return groups.map((group) => (
    <section key={group} className="difference">
      <h3>{tell(rows.find((row) => row.group === group)?.groupSay)}</h3>
      <ul>
        {rows
          .filter((row) => row.group === group)
          .map((row, i) => (
            <li key={i}>{tell(row.say)}</li>
          ))}
      </ul>
    </section>
  ));
}

/** Another version was published meanwhile: taken over where only the other side changed; both sides of the rest are shown. */
function Renew({ view }: { view: CopyView }): ReactNode {
  const queries = useQueryClient();
  const renew = useMutation({
    mutationFn: (choices: { path: string[]; take: 'upper' | 'own' }[]) =>
      post(`/api/staff/catalog/copies/${view.copyId}/renew`, { choices }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['catalog'] }),
  });
  const data = (renew.error as { data?: { conflicts?: { path: string[]; upper: unknown; own: unknown }[] } } | null)?.data;
  const open = data?.conflicts ?? [];
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    renew.mutate(open.map((one, i) => ({ path: one.path, take: form.get(`c${i}`) === 'upper' ? 'upper' : 'own' })));
  };
  return (
    <div className="guard">
      <p>
        {t(
          '您改的时候，这件事另外公布过新的一版。先合并再送审。',
          'Another version was published while you were working. Bring the two together before sending.',
        )}
      </p>
      {open.length === 0 ? (
        <button type="button" className="b" disabled={renew.isPending} onClick={() => renew.mutate([])}>
          {t('合并那一版的改动', 'Bring the two together')}
        </button>
      ) : (
        <form onSubmit={submit}>
          {open.map((one, i) => (
            <fieldset key={spellPath(one.path)}>
              <legend>{tell(sectionOf(one.path)?.title ?? { zh: '事项', en: 'Item' })}</legend>
              <label className="chk">
                <input type="radio" name={`c${i}`} value="own" defaultChecked />
                <span>{t(`我这边：${plain(one.own)}`, `Mine: ${plain(one.own)}`)}</span>
              </label>
              <label className="chk">
                <input type="radio" name={`c${i}`} value="upper" />
                <span>{t(`公布的那一版：${plain(one.upper)}`, `The published one: ${plain(one.upper)}`)}</span>
              </label>
            </fieldset>
          ))}
          <button type="submit" className="b p" disabled={renew.isPending}>
            {t('按选的合并', 'Bring together as chosen')}
          </button>
        </form>
      )}
      {open.length === 0 && <ProblemNotice error={renew.error} />}
    </div>
  );
}

/** A value as a person reads it, however deep. */
export function plain(value: unknown): string {
  if (value === null || value === undefined || value === '') return t('没有', 'nothing');
  if (typeof value === 'boolean') return value ? t('是', 'yes') : t('否', 'no');
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(plain).join(t('、', ', '));
  const { zh, en } = value as { zh?: unknown; en?: unknown };
  if (typeof zh === 'string') return t(zh, typeof en === 'string' ? en : zh);
  return Object.values(value).map(plain).join(t('；', '; '));
}

/** 意见: what others say of it, settled or not. */
function Comments({ view }: { view: CopyView }): ReactNode {
  const queries = useQueryClient();
  const id = useId();
  const refresh = () => queries.invalidateQueries({ queryKey: ['catalog', 'copy', view.copyId] });
  const say = useMutation({
    mutationFn: (words: string) => post(`/api/staff/catalog/copies/${view.copyId}/comments`, { path: [], words }),
    onSuccess: refresh,
  });
  const settle = useMutation({
    mutationFn: (commentId: string) => post(`/api/staff/catalog/copies/${view.copyId}/comments/${commentId}/settle`, undefined),
    onSuccess: refresh,
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const words = new FormData(form).get('words');
    if (typeof words === 'string' && words.trim() !== '') say.mutate(words.trim(), { onSuccess: () => form.reset() });
  };
  return (
    <>
      <h2>{t('意见', 'Comments')}</h2>
      <ul className="history">
        {view.comments.map((one) => (
          <li key={one.id}>
            <p>{one.words}</p>
            <span className="s">
              {one.by} {momentWords(one.at)}
              {one.settledBy !== null && t(`，${one.settledBy}已处理`, `, settled by ${one.settledBy}`)}
            </span>
            {one.settledBy === null && (
              <button type="button" className="b" disabled={settle.isPending} onClick={() => settle.mutate(one.id)}>
                {t('处理好了', 'Settled')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <form onSubmit={submit}>
        <label htmlFor={id}>{t('留一条意见', 'Leave a comment')}</label>
        <textarea id={id} name="words" className="inp" rows={2} maxLength={2000} required />
        <p className="bs">
          <button type="submit" className="b" disabled={say.isPending}>
            {t('留下', 'Leave it')}
          </button>
        </p>
      </form>
      <ProblemNotice error={say.error ?? settle.error} />
    </>
  );
}
