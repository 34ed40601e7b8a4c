import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { FollowupViewReply } from '#contracts/feedback';
import { Lamp } from '#kit/plain';
import { ApiProblem, newKey, post } from '../api.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { dayWords, doorWords, momentShort } from '../words.ts';
import { eventWords, followupQuery, groundNames, kindNames, levelNames, outcomeNames, reasonNames } from './followup.ts';
import { list, t } from '../language.ts';

/** One follow-up: what was said, whom to call, what was done, and the next thing to do. */
export function FollowupPage(): ReactNode {
  const { id } = useParams({ from: '/followups/$id' });
  const view = useQuery(followupQuery(id));
  useEffect(() => {
    document.title = t('回访 — 工作台', 'Follow-ups — Desk');
  }, []);
  return (
    <main className="pane calm" id="main" tabIndex={-1}>
      <p>
        <Link to="/followups">{t('回访名单', 'List of follow-ups')}</Link>
      </p>
      {view.data === undefined ? (
        view.error ? (
          <ProblemNotice error={view.error} />
        ) : (
          <Waiting what={t('正在打开，这次查看会记下来…', 'Opening; this look is written down…')} />
        )
      ) : (
        <One view={view.data} key={view.data.events.length} />
      )}
    </main>
  );
}

function One({ view }: { view: FollowupViewReply }): ReactNode {
  return (
    <>
      <h1>
        {view.itemName ?? t('窗口服务', 'Service at a window')}
        {t('：', ': ')}
        {levelNames[view.level]}
      </h1>
      <p>
        {view.stage === 'answered' ? (
          <Lamp kind="done">{t('已答复', 'Answered')}</Lamp>
        ) : (
          <Lamp kind={view.late ? 'over' : 'ok'}>
            {view.stage === 'toCall'
              ? t(`最晚${dayWords(view.callBy)}回电话`, `Call back by ${dayWords(view.callBy)}`)
              : t(`最晚${dayWords(view.answerBy)}答复`, `Answer by ${dayWords(view.answerBy)}`)}
          </Lamp>
        )}
      </p>
      <dl className="kv">
        <dt>{t('打分的人', 'Rater')}</dt>
        <dd>
          {view.rater}
          {t('，', ', ')}
          {view.phone === null ? t('没留电话', 'no telephone left') : <Phone id={view.id} masked={view.phone} />}
        </dd>
        <dt>{t('什么时候打的', 'Rated on')}</dt>
        <dd>
          {dayWords(view.ratedOn)}
          {t('，', ', ')}
          {doorWords[view.door] ?? view.door}
        </dd>
        <dt>{t('说的是', 'About')}</dt>
        <dd>{list(view.reasons.map((r) => reasonNames[r] ?? r)) || t('没有勾选', 'Nothing ticked')}</dd>
        <dt>{t('写的话', 'Written')}</dt>
        <dd>{view.comment ?? t('没有写', 'Nothing')}</dd>
        <dt>{t('被评的人', 'Person rated')}</dt>
        <dd>{view.ratedPerson ?? t('没有记到人', 'No person recorded')}</dd>
      </dl>
      <Next view={view} />
      {view.appeal !== null && (
        <section aria-labelledby="appeal">
          <h2 id="appeal">{t('申诉', 'Appeal')}</h2>
          <p>
            {appealLine(dayWords(view.appeal.on), groundNames[view.appeal.ground] ?? '')}
            {t('', ' ')}
            {view.appeal.upheld !== null &&
              (view.appeal.upheld
                ? t('定为成立，净数里不算，总数照算。', 'Upheld: not in the net figure, still in the total.')
                : t('定为不成立。', 'Not upheld.'))}
          </p>
          {view.appeal.upheld === null &&
            (view.appeal.mayDecide ? (
              <Deed
                id={view.id}
                path="appeal-decision"
                title={t('怎么定', 'Decision')}
                choices={[
                  { value: 'true', name: t('成立', 'Upheld') },
                  { value: 'false', name: t('不成立', 'Not upheld') },
                ]}
                choice="upheld"
                words={t('理由', 'Reason')}
                press={t('定下来', 'Decide')}
              />
            ) : (
              <p className="s">
                {t('您办过这一件，申诉要由另一位管理员定。', 'You worked on this one; another administrator must decide the appeal.')}
              </p>
            ))}
        </section>
      )}
      <section aria-labelledby="events">
        <h2 id="events">{t('经过', 'Course')}</h2>
        <ol className="ls bare">
          {view.events.map((e) => (
            <li key={`${e.at}${e.verb}`}>
              <span>{eventWords(e.verb, e.code)}</span>
              <span className="s right num">{momentShort(e.at)}</span>
              {(e.by !== '' || e.words !== null) && <span className="s">{[e.by, e.words].filter(Boolean).join(t('：', ': '))}</span>}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

const appealLine = (day: string, ground: string): string =>
  t(`${day}，被评的人申诉：${ground}。`, `${day}, appeal of the person rated: ${ground}.`);

function Next({ view }: { view: FollowupViewReply }): ReactNode {
  const answer = (
    <Deed
      id={view.id}
      path="answer"
      title={t('答复', 'Answer')}
      choices={Object.entries(outcomeNames).map(([value, name]) => ({ value, name }))}
      choice="outcome"
      words={t('写给对方的话，对方会原样读到', 'Answer, which the rater reads as it is')}
      press={t('答复', 'Answer')}
    />
  );
  if (view.stage === 'answered') return null;
  if (view.stage === 'toAnswer') return answer;
  return (
    <>
      <Deed
        id={view.id}
        path="call"
        title={t('回电话', 'Call back')}
        choices={Object.entries(kindNames).map(([value, name]) => ({ value, name }))}
        choice="kind"
        words={t('对方说了什么', 'What the rater said')}
        press={t('打通了，记下来', 'Reached: write it down')}
        fixed={{ reached: true }}
      />
      <Missed id={view.id} />
      {view.mayAnswer && answer}
    </>
  );
}

/** The number in clear, on a press: a look that is written down. */
function Phone({ id, masked }: { id: string; masked: string }): ReactNode {
  const open = useMutation({ mutationFn: () => post<{ phone: string | null }>(`/api/staff/followups/${id}/phone`, undefined) });
  return (
    <>
      <span className="num">{open.data?.phone ?? masked}</span>
      {open.data === undefined && (
        <button type="button" className="b" aria-busy={open.isPending} onClick={() => open.mutate()}>
          {t('看全号', 'Show full number')}
        </button>
      )}
      <ProblemNotice error={open.error} />
    </>
  );
}

function useDeed(id: string, path: string) {
  const queries = useQueryClient();
  const key = useRef(newKey());
  return useMutation({
    mutationFn: (body: Record<string, unknown>) => post(`/api/staff/followups/${id}/${path}`, body, key.current),
    onSuccess: async () => {
      key.current = newKey();
      void queries.invalidateQueries({ queryKey: ['followups'] });
      await queries.invalidateQueries({ queryKey: ['followup', id] });
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status !== 0 && error.status < 500) key.current = newKey();
    },
  });
}

function Missed({ id }: { id: string }): ReactNode {
  const run = useDeed(id, 'call');
  return (
    <p>
      <button type="button" className="b" aria-busy={run.isPending} onClick={() => !run.isPending && run.mutate({ reached: false })}>
        {t('没人接，记一次', 'Nobody answered: note it')}
      </button>
      <ProblemNotice error={run.error} />
    </p>
  );
}

function Deed({
  id,
  path,
  title,
  choices,
  choice,
  words,
  press,
  fixed = {},
}: {
  id: string;
  path: string;
  title: string;
  choices: readonly { value: string; name: string }[];
  choice: string;
  words: string;
  press: string;
  fixed?: Record<string, unknown>;
}): ReactNode {
  const run = useDeed(id, path);
  const [lacks, setLacks] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (run.isPending) return;
    const form = new FormData(event.currentTarget);
    const chosen = form.get(choice);
    const text = String(form.get('words') ?? '').trim();
    if (chosen === null || text === '') {
      setLacks(chosen === null ? t('请先选一个。', 'Please choose one first.') : t(`请写：${words}。`, `Please fill in: ${words}.`));
      return;
    }
    setLacks(null);
    run.mutate({ ...fixed, [choice]: chosen === 'true' ? true : chosen === 'false' ? false : chosen, words: text });
  };
  return (
    <form className="narrow" onSubmit={submit} noValidate>
      <h2>{title}</h2>
      {lacks !== null && (
        <p className="problem" role="alert">
          {lacks}
        </p>
      )}
      <ProblemNotice error={run.error} />
      <fieldset>
        <legend className="vh">{title}</legend>
        {choices.map((c) => (
          <label key={c.value}>
            <input type="radio" name={choice} value={c.value} /> {c.name}
          </label>
        ))}
      </fieldset>
      <label htmlFor={`${path}-words`}>{words}</label>
      <textarea id={`${path}-words`} name="words" className="inp" rows={3} maxLength={2000} />
      <p>
        <button type="submit" className="b l p" aria-busy={run.isPending}>
          {run.isPending ? t('正在记…', 'Writing it down…') : press}
        </button>
      </p>
    </form>
  );
}
