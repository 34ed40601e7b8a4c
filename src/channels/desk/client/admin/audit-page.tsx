import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { AuditLine, AuditPage, ChainView } from '#contracts/cases';
import { Lamp } from '#kit/plain';
import { post } from '../api.ts';
import { t, tell } from '../language.ts';
import { ProblemNotice } from '../shell/notice.tsx';
import { doorWords, momentShort } from '../words.ts';

type Question = { number?: string; staff?: string; day?: string };

/** 审计: the record of deeds by case, by person, by day; with a case number its chain is checked on the spot. */
export function AuditSearchPage(): ReactNode {
  const [asked, setAsked] = useState<Question | null>(null);
  const [rows, setRows] = useState<AuditLine[]>([]);
  const search = useMutation({
    mutationFn: ({ question, after }: { question: Question; after?: string }) =>
      post<AuditPage>('/api/staff/audit/search', { ...question, ...(after === undefined ? {} : { after }) }),
    onSuccess: (page, { after }) => setRows((before) => (after === undefined ? page.rows : [...before, ...page.rows])),
  });
  const [chain, setChain] = useState<ChainView | null>(null);
  useEffect(() => {
    document.title = t('审计 — 工作台', 'Audit — Desk');
  }, []);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = (name: string): string => String(form.get(name) ?? '').trim();
    const question: Question = Object.fromEntries(
      (['number', 'staff', 'day'] as const).flatMap((name) => (value(name) === '' ? [] : [[name, value(name)]])),
    );
    setAsked(question);
    search.mutate({ question }, { onSuccess: (page) => setChain(page.chain) });
  };
  const next = search.data?.next ?? null;
  return (
    <main className="pane calm" id="main" tabIndex={-1}>
      <h1>{t('审计', 'Audit')}</h1>
      <p className="s">
        {t(
          '查谁在什么时候办了什么。可以只填一项，也可以几项一起；都不填就是今天的。您查了什么，也会记下来。',
          'Who did what and when. Fill in one or several; with none it is today. What you search is written down too.',
        )}
      </p>
      <form className="ask" onSubmit={submit}>
        <p className="field">
          <label htmlFor="a-number">{t('办件号', 'Case number')}</label>
          <input id="a-number" name="number" className="inp" maxLength={40} autoComplete="off" />
        </p>
        <p className="field">
          <label htmlFor="a-staff">{t('工号或全名', 'Staff number or whole name')}</label>
          <input id="a-staff" name="staff" className="inp" maxLength={60} autoComplete="off" />
        </p>
        <p className="field">
          <label htmlFor="a-day">{t('日期', 'Day')}</label>
          <input id="a-day" name="day" type="date" className="inp" />
        </p>
        <button type="submit" className="b p" aria-busy={search.isPending}>
          {search.isPending ? t('正在查…', 'Searching…') : t('查', 'Search')}
        </button>
      </form>
      <ProblemNotice error={search.error} />
      {search.error === null && chain !== null && <Chain chain={chain} />}
      {search.error === null && search.data !== undefined && (
        <section aria-labelledby="deeds">
          <h2 id="deeds">{t('记录', 'Record')}</h2>
          <p role="status" className="s">
            {rows.length === 0
              ? t('没有查到记录。', 'Nothing was found.')
              : t(
                  `${rows.length}条${next === null ? '' : '，还有'}，新的在前`,
                  `${rows.length}${next === null ? '' : ' and more'}, newest first`,
                )}
          </p>
          {rows.length > 0 && <Deeds rows={rows} />}
          {next !== null && asked !== null && (
            <p>
              <button
                type="button"
                className="b"
                onClick={() => search.mutate({ question: asked, after: next })}
                aria-busy={search.isPending}
              >
                {t('再看100条', 'Show 100 more')}
              </button>
            </p>
          )}
        </section>
      )}
    </main>
  );
}

function Deeds({ rows }: { rows: AuditLine[] }): ReactNode {
  return (
    <div className="scrollx" tabIndex={0} role="region" aria-label={t('记录，可左右滚动', 'Record, scrolls sideways')}>
      <table>
        <caption className="vh">{t('记录，新的在前', 'Record, newest first')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('时间', 'When')}</th>
            <th scope="col">{t('谁', 'Who')}</th>
            <th scope="col">{t('岗位', 'Post')}</th>
            <th scope="col">{t('做了什么', 'What')}</th>
            <th scope="col">{t('对什么', 'To what')}</th>
            <th scope="col">{t('第几步', 'Seq')}</th>
            <th scope="col">{t('从哪儿', 'From')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="num">{momentShort(row.at)}</td>
              <td>{whoWords[row.who] ?? row.who}</td>
              <td>{row.post ?? ''}</td>
              <td>{tell(row.name)}</td>
              <td className="num s">{row.subject?.number ?? row.subject?.kind ?? ''}</td>
              <td className="num">{row.seq ?? ''}</td>
              <td>{doorWords[row.door] ?? row.door}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const whoWords: Record<string, string> = {
  system: t('系统', 'System'),
  anonymous: t('没有登录的人', 'Not signed in'),
  partner: t('部门系统', 'Office system'),
};

/** 记录链: each entry with its seal, and how far it proves itself. */
function Chain({ chain }: { chain: ChainView }): ReactNode {
  const last = chain.entries.length;
  return (
    <section aria-labelledby="chain">
      <h2 id="chain">{t('记录链', 'Chain')}</h2>
      <p role="status">
        <Lamp kind={chain.whole ? 'ok' : 'over'}>
          {chain.whole
            ? chain.provedTo === last
              ? t(
                  `${last}条记录一环扣一环，都已封存签名，没有被改过。`,
                  `All ${last} entries are chained, sealed and signed; none was changed.`,
                )
              : t(
                  `一环扣一环，没有被改过；${chain.provedTo === 0 ? '都还没封存签名，每分钟封存一次。' : `前${chain.provedTo}条已封存签名，后面的等下一分钟封存。`}`,
                  `Chained and unchanged; ${chain.provedTo === 0 ? 'none is sealed and signed yet, which happens every minute.' : `the first ${chain.provedTo} are sealed and signed, the rest wait for the next minute’s seal.`}`,
                )
            : t(
                `链断了：只有前${chain.provedTo}条能证明没有被改过。请停止使用这件的记录，马上报告。`,
                `The chain is broken: only the first ${chain.provedTo} entries prove themselves. Do not rely on this record; report it at once.`,
              )}
        </Lamp>
      </p>
      {chain.findings.length > 0 && (
        <ul className="ls bare">
          {chain.findings.map((f) => (
            <li key={`${f.seq}-${f.seal}-${tell(f.say)}`}>
              {tell(f.say)}
              {f.seq !== null && t(`，第${f.seq}条`, `, entry ${f.seq}`)}
              {f.seal !== null && t(`，第${f.seal}次封存`, `, seal ${f.seal}`)}
            </li>
          ))}
        </ul>
      )}
      <div className="scrollx" tabIndex={0} role="region" aria-label={t('记录链，可左右滚动', 'Chain, scrolls sideways')}>
        <table>
          <caption className="vh">{t('记录链，从头到尾', 'Chain, from the first entry')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('第几条', 'Entry')}</th>
              <th scope="col">{t('时间', 'When')}</th>
              <th scope="col">{t('做了什么', 'What')}</th>
              <th scope="col">{t('封存', 'Seal')}</th>
              <th scope="col">{t('哈希（SM3，前16位）', 'Hash (SM3, first 16)')}</th>
            </tr>
          </thead>
          <tbody>
            {chain.entries.map((e) => (
              <tr key={e.seq}>
                <td className="num">{e.seq}</td>
                <td className="num">{e.at === '' ? '' : momentShort(e.at)}</td>
                <td>{tell(e.name)}</td>
                <td className="num">
                  {e.seal === null
                    ? t('还没封存', 'not yet')
                    : t(`第${e.seal}次，${momentShort(e.sealedAt ?? '')}`, `${e.seal}, ${momentShort(e.sealedAt ?? '')}`)}
                </td>
                <td className="num s">{e.hash.slice(0, 16)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="s">
        {t(
          '这里用本市自己的密钥核对。要连整套重写也看得出，用tongban verify和送到外面保存的根来核对。',
          'Checked here with the city’s own keys. To see even a complete rewriting, run tongban verify with the roots kept outside.',
        )}
      </p>
    </section>
  );
}
