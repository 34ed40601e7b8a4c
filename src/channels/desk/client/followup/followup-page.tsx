import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { FollowupViewReply } from '#contracts/feedback';
import { Lamp } from '#kit/plain';
import { ApiProblem, newKey, post } from '../api.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { dayWords, doorWords, momentShort } from '../words.ts';
import { eventWords, followupQuery, groundNames, kindNames, levelNames, outcomeNames, reasonNames } from './followup.ts';

/** One follow-up: what was said, whom to call, what was done, and the next thing to do. */
export function FollowupPage(): ReactNode {
  const { id } = useParams({ from: '/followups/$id' });
  const view = useQuery(followupQuery(id));
  useEffect(() => {
    document.title = '回访 — 工作台';
  }, []);
  return (
    <main className="pane calm" id="main" tabIndex={-1}>
      <p>
        <Link to="/followups">回访名单</Link>
      </p>
      {view.data === undefined ? (
        view.error ? (
          <ProblemNotice error={view.error} />
        ) : (
          <Waiting what="正在打开，这次查看会记下来…" />
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
        {view.itemName ?? '窗口服务'}：{levelNames[view.level]}
      </h1>
      <p>
        {view.stage === 'answered' ? (
          <Lamp kind="done">已答复</Lamp>
        ) : (
          <Lamp kind={view.late ? 'over' : 'ok'}>
            {view.stage === 'toCall' ? `最晚${dayWords(view.callBy)}回电话` : `最晚${dayWords(view.answerBy)}答复`}
          </Lamp>
        )}
      </p>
      <dl className="kv">
        <dt>打分的人</dt>
        <dd>
          {view.rater}，{view.phone === null ? '没留电话' : <Phone id={view.id} masked={view.phone} />}
        </dd>
        <dt>什么时候打的</dt>
        <dd>
          {dayWords(view.ratedOn)}，{doorWords[view.door] ?? view.door}
        </dd>
        <dt>说的是</dt>
        <dd>{view.reasons.map((r) => reasonNames[r] ?? r).join('、') || '没有勾选'}</dd>
        <dt>写的话</dt>
        <dd>{view.comment ?? '没有写'}</dd>
        <dt>被评的人</dt>
        <dd>{view.ratedPerson ?? '没有记到人'}</dd>
      </dl>
      <Next view={view} />
      {view.appeal !== null && (
        <section aria-labelledby="appeal">
          <h2 id="appeal">申诉</h2>
          <p>
            {dayWords(view.appeal.on)}，被评的人申诉：{groundNames[view.appeal.ground]}。
            {view.appeal.upheld !== null && (view.appeal.upheld ? '定为成立，净数里不算，总数照算。' : '定为不成立。')}
          </p>
          {view.appeal.upheld === null &&
            (view.appeal.mayDecide ? (
              <Deed
                id={view.id}
                path="appeal-decision"
                title="怎么定"
                choices={[
                  { value: 'true', name: '成立' },
                  { value: 'false', name: '不成立' },
                ]}
                choice="upheld"
                words="理由"
                press="定下来"
              />
            ) : (
              <p className="s">您办过这一件，申诉要由另一位管理员定。</p>
            ))}
        </section>
      )}
      <section aria-labelledby="events">
        <h2 id="events">经过</h2>
        <ol className="ls bare">
          {view.events.map((e) => (
            <li key={`${e.at}${e.verb}`}>
              <span>{eventWords(e.verb, e.code)}</span>
              <span className="s right num">{momentShort(e.at)}</span>
              {(e.by !== '' || e.words !== null) && <span className="s">{[e.by, e.words].filter(Boolean).join('：')}</span>}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function Next({ view }: { view: FollowupViewReply }): ReactNode {
  const answer = (
    <Deed
      id={view.id}
      path="answer"
      title="答复"
      choices={Object.entries(outcomeNames).map(([value, name]) => ({ value, name }))}
      choice="outcome"
      words="写给对方的话，对方会原样读到"
      press="答复"
    />
  );
  if (view.stage === 'answered') return null;
  if (view.stage === 'toAnswer') return answer;
  return (
    <>
      <Deed
        id={view.id}
        path="call"
        title="回电话"
        choices={Object.entries(kindNames).map(([value, name]) => ({ value, name }))}
        choice="kind"
        words="对方说了什么"
        press="打通了，记下来"
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
          看全号
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
        没人接，记一次
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
      setLacks(chosen === null ? '请先选一个。' : `请写${words.split('，')[0]}。`);
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
          {run.isPending ? '正在记…' : press}
        </button>
      </p>
    </form>
  );
}
