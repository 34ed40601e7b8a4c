import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiProblem, newKey, post } from '../api.ts';
import { ProblemNotice } from '../shell/notice.tsx';
import { cardsQuery, visitQuery } from './visit.ts';
import { t } from '../language.ts';

type How = 'card' | 'code' | 'typed';
const ways: { how: How; name: string; line: string }[] = [
  { how: 'card', name: t('刷身份证', 'Read the identity card'), line: t('读卡器会自己填号码。', 'The reader fills in the number.') },
  {
    how: 'code',
    name: t('输身份码', 'Enter the presence code'),
    line: t('对方手机上的6位数，两分钟内有效。', 'Six digits on the person’s phone, good for two minutes.'),
  },
  {
    how: 'typed',
    name: t('手工输入', 'Type it in'),
    line: t('读不了卡时用。要写明事由，本人看得到。', 'For when no card can be read. Needs a reason, which the person can see.'),
  },
];
const documents = [
  { value: '111', name: t('居民身份证', 'Resident identity card') },
  { value: '414', name: t('普通护照', 'Passport') },
  { value: '516', name: t('港澳居民来往内地通行证', 'Mainland travel permit (Hong Kong, Macao)') },
  { value: '511', name: t('台湾居民来往大陆通行证', 'Mainland travel permit (Taiwan)') },
  { value: '553', name: t('外国人永久居留身份证', 'Foreign permanent resident card') },
  { value: '001', name: t('统一社会信用代码', 'Unified social credit code') },
];

/** Between two people: who is there now. Nothing about anybody is shown before a visit is open. */
export function Reception({ windowId, farewell }: { windowId: string; farewell: string | null }): ReactNode {
  const queries = useQueryClient();
  const cards = useQuery(cardsQuery);
  const [how, setHow] = useState<How>('card');
  const key = useRef(newKey());
  const form = useRef<HTMLFormElement>(null);
  const open = useMutation({
    mutationFn: async (body: Record<string, string>) => {
      // The number of a fictional card is laid on the sandbox reader first; what that signs goes the way of every reading.
      // Where there is no sandbox, what is no reading goes to the server as it is, which says what to do.
      const { card } = body;
      const laid = card !== undefined && !card.startsWith('tbcard') && (await queries.ensureQueryData(cardsQuery)).rows.length > 0;
      const read = laid ? await post<{ card: string }>('/api/staff/sandbox-reader', { windowId, number: card }, newKey()) : {};
      return post('/api/staff/visits', { ...body, ...read }, key.current);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: visitQuery.queryKey }),
    // What was refused may be corrected and sent again: that is another command.
    onError: () => {
      key.current = newKey();
    },
  });
  useEffect(() => {
    document.title = t('窗口 — 工作台', 'Window — Desk');
  }, []);
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>('input:not([type=radio])')?.focus();
  }, [how]);
  const { error } = open;
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [error]);
  const refused = open.error instanceof ApiProblem ? open.error : null;
  const wrong = (field: string): string | undefined => refused?.fields.find((f) => f.field === field)?.say;
  const [name, setName] = useState('');
  const sandbox = (cards.data?.rows.length ?? 0) > 0;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (open.isPending) return;
    const given = new FormData(event.currentTarget);
    const text = (field: string): string => String(given.get(field) ?? '').trim();
    const body: Record<string, string> = { windowId, how };
    if (how === 'code') body['code'] = text('code').replaceAll(/\D/g, '');
    else if (how === 'card') body['card'] = text('number').replaceAll(/\s/g, '');
    else {
      body['documentType'] = text('documentType');
      body['number'] = text('number').toUpperCase().replaceAll(/\s/g, '');
      if (text('name') !== '') body['name'] = text('name');
      body['reason'] = text('reason');
    }
    open.mutate(body);
  };
  return (
    <>
      <section className="sub" aria-label={t('窗口', 'Window')}>
        <h1>{t('现在没有在接待', 'Nobody is being served now')}</h1>
        {farewell !== null && (
          <span className="s" role="status">
            {farewell}
          </span>
        )}
      </section>
      <main className="panes reception" id="main" tabIndex={-1}>
        <section className="pane" aria-label={t('接待下一位', 'Serve the next person')}>
          <form ref={form} className="narrow" onSubmit={submit} noValidate>
            <fieldset>
              <legend>
                <h2>{t('谁来了', 'Who is here?')}</h2>
              </legend>
              <div className="ways">
                {ways.map((way) => (
                  <label key={way.how} className="way">
                    <input
                      type="radio"
                      name="how"
                      value={way.how}
                      checked={how === way.how}
                      onChange={() => {
                        setHow(way.how);
                        open.reset();
                      }}
                    />
                    {way.name}
                    <span className="s">{way.line}</span>
                  </label>
                ))}
              </div>
            </fieldset>
            <ProblemNotice error={open.error} atFields />
            {how === 'typed' && (
              <p className="row">
                <label htmlFor="v-type">{t('证件种类', 'Kind of document')}</label>
                <select id="v-type" name="documentType" className="inp">
                  {documents.map((d) => (
                    <option key={d.value} value={d.value}>
                      {d.name}
                    </option>
                  ))}
                </select>
              </p>
            )}
            {how === 'code' ? (
              <Row key="code" name="code" label={t('身份码', 'Presence code')} error={wrong('code')} mode="numeric" max={8} />
            ) : how === 'card' ? (
              <Row
                key="card"
                name="number"
                label={t('读卡', 'Card reader')}
                error={wrong('card') ?? wrong('number') ?? wrong('name')}
                max={2000}
                hint={
                  sandbox
                    ? t(
                        '点右边的示范卡，或者输入它的号码，就当放到了读卡器上。',
                        'Press a demonstration card on the right or enter its number: that is as if it lay on the reader.',
                      )
                    : t(
                        '光标在这一格时，把身份证放到读卡器上。不能自己填号码。',
                        'With the cursor here, put the card on the reader. A number cannot be typed.',
                      )
                }
              />
            ) : (
              <>
                <Row key="number" name="number" label={t('证件号码', 'Document number')} error={wrong('number')} max={40} />
                <p className="row">
                  <label htmlFor="v-name">{t('姓名', 'Name')}</label>
                  <input
                    id="v-name"
                    name="name"
                    className="inp"
                    autoComplete="off"
                    maxLength={60}
                    value={name}
                    onChange={(e) => setName(e.target.value)}
                    aria-describedby="v-name-s"
                    aria-invalid={wrong('name') === undefined ? undefined : true}
                  />
                  <span className={wrong('name') === undefined ? 's' : 's bad'} id="v-name-s">
                    {wrong('name') ?? t('以前没来过的人才要填。', 'Only for somebody who was never here before.')}
                  </span>
                </p>
              </>
            )}
            {how === 'typed' && (
              <Row
                key="reason"
                name="reason"
                label={t('为什么不刷卡', 'Why no card')}
                error={wrong('reason')}
                max={200}
                hint={t('例如“身份证忘在家里，出示了户口簿”。', 'For example “left the card at home, showed the household register”.')}
              />
            )}
            <p className="do">
              <button type="submit" className="b l p" aria-busy={open.isPending}>
                {open.isPending ? t('正在登记…', 'Recording…') : t('开始接待', 'Begin')}
                <kbd>Enter</kbd>
              </button>
            </p>
          </form>
        </section>
        <aside className="pane alt" aria-label={t('示范读卡器', 'Demonstration reader')}>
          {cards.data !== undefined && cards.data.rows.length > 0 ? (
            <>
              <div className="ph">
                <h2>{t('示范读卡器', 'Demonstration reader')}</h2>
                <span className="s">{t('虚构的人', 'Made-up people')}</span>
              </div>
              <ul className="ls cards">
                {cards.data.rows.map((card) => (
                  <li key={card.number}>
                    <button
                      type="button"
                      className="link"
                      onClick={() => {
                        open.mutate({ windowId, how: 'card', card: card.number });
                      }}
                    >
                      {card.name}
                    </button>
                    <span className="s right num">{`${card.number.slice(0, 6)} **** **** **${card.number.slice(-2)}`}</span>
                  </li>
                ))}
              </ul>
              <p className="s">
                {t(
                  '点一下就当刷了这张卡：沙箱读卡器会签名，和真读卡器走同一条路。正式环境没有这一栏。',
                  'One press is as if the card were read: the sandbox reader signs it, as a real one would. A real window does not have this list.',
                )}
              </p>
            </>
          ) : (
            <>
              <div className="ph">
                <h2>{t('接待时', 'During a visit')}</h2>
              </div>
              <p>
                {t(
                  '接待开始以后才看得到人的信息；结束以后就看不到了。每次查看都会记下来，本人能查到。',
                  'Nothing about a person is shown before a visit begins or after it ends. Every look is recorded and the person can see it.',
                )}
              </p>
            </>
          )}
        </aside>
      </main>
      <footer className="act">
        <span className="s">
          <kbd>Tab</kbd>
          {t(' 换格 ', ' next field ')}
          <kbd>Enter</kbd>
          {t(' 开始接待 ', ' begin ')}
          <kbd>/</kbd>
          {t(' 查找', ' find')}
        </span>
      </footer>
    </>
  );
}

function Row({
  name,
  label,
  error,
  hint,
  max,
  mode,
}: {
  name: string;
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
  max: number;
  mode?: 'numeric';
}): ReactNode {
  return (
    <p className="row">
      <label htmlFor={`v-${name}`}>{label}</label>
      <input
        id={`v-${name}`}
        name={name}
        className="inp num"
        autoComplete="off"
        maxLength={max}
        inputMode={mode}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={`v-${name}-s`}
      />
      <span className={error === undefined ? 's' : 's bad'} id={`v-${name}-s`}>
        {error ?? hint}
      </span>
    </p>
  );
}
