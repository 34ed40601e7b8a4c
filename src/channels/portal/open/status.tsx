import { checkPaper, statusBySlipCode } from '#cases';
import { Button, ErrorSummary, KnownList, Lamp, Notice, sayDate } from '#kit/plain';
import { Problem } from '#platform/errors';
import { say } from '#platform/text';
import { frame } from '../frame.tsx';
import { page, type PageRequest } from '../page.ts';
import { serviceWords } from './words.ts';

/** One box, one answer: the same shape for slip codes and check codes. The code is posted, so that it stays out of addresses and logs. */
async function draw(
  { visitor, house }: PageRequest,
  kind: 'status' | 'check',
  code: string,
  answer: { found?: unknown; wrong?: string },
  shown: React.ReactNode,
) {
  const words = serviceWords(visitor.lang);
  const title = kind === 'status' ? words.statusTitle : words.checkTitle;
  const action = kind === 'status' ? '/status' : '/papers/check';
  return {
    status: answer.wrong === undefined ? 200 : 422,
    draw: frame(
      visitor,
      house,
      {
        title,
        current: kind === 'status' ? 'status' : undefined,
        frame: 'task',
        noindex: kind === 'status',
        ...(answer.wrong === undefined ? {} : { errors: 1 }),
      } as never,
      <>
        <ErrorSummary lang={visitor.lang} items={answer.wrong === undefined ? [] : [{ href: '#code', text: answer.wrong }]} />
        <h1>{title}</h1>
        <p className="lead">{kind === 'status' ? words.statusLead : words.checkLead}</p>
        {shown}
        <form method="post" action={action} className="form" noValidate>
          <div className={answer.wrong === undefined ? 'field' : 'field err'}>
            <label htmlFor="code">{kind === 'status' ? words.slipCode : words.checkCode}</label>
            <p className="hint" id="code-h">
              {kind === 'status' ? words.slipHint : words.checkHint}
            </p>
            {answer.wrong !== undefined && <p className="msg">{answer.wrong}</p>}
            <div className="ctl">
              <input
                className="in"
                id="code"
                name="code"
                inputMode={kind === 'status' ? 'numeric' : 'text'}
                autoComplete="off"
                maxLength={40}
                defaultValue={code}
                aria-describedby="code-h"
                aria-invalid={answer.wrong === undefined ? undefined : true}
              />
            </div>
          </div>
          <div className="formacts">
            <Button block>{kind === 'status' ? words.look : words.verify}</Button>
          </div>
        </form>
        <p>{(kind === 'status' ? words.statusByPhone : words.byPhone)(house.config.telephone)}</p>
        <p className="seeall">
          {kind === 'status' ? <a href="/papers/check">{words.checkTitle}</a> : <a href="/status">{words.statusTitle}</a>}
        </p>
      </>,
    ),
  };
}

const codeOf = (posted: PageRequest['posted']): string => (typeof posted['code'] === 'string' ? posted['code'].trim().slice(0, 40) : '');

async function asked<T>(
  request: PageRequest,
  kind: 'status' | 'check',
  ask: (code: string) => Promise<T>,
  show: (found: T) => React.ReactNode,
) {
  const code = codeOf(request.posted);
  const { lang } = request.visitor;
  try {
    const found = await ask(code);
    return await draw(request, kind, '', { found }, show(found));
  } catch (error) {
    if (error instanceof Problem && (error.kind === 'notFound' || error.kind === 'invalid'))
      return draw(request, kind, code, { wrong: `${say(error.say, lang)}${say(error.next, lang)}` }, null);
    throw error;
  }
}

/** 查进度, without signing in: item, state, office, date; never a name. */
export const statusPage = page('GET', '/status', 'public', async (request) => draw(request, 'status', '', {}, null));
export const statusAskedPage = page('POST', '/status', 'public', async (request) =>
  asked(
    request,
    'status',
    (code) => statusBySlipCode(request.house, { code, from: request.raw.ip }),
    (status) => {
      const { lang } = request.visitor;
      const words = serviceWords(lang);
      return (
        <div id="status" role="status">
          <Notice tone="info" title={say(status.say, lang)}>
            <Lamp kind={status.lamp}>{say(status.stateName, lang)}</Lamp>
          </Notice>
          <KnownList
            label={words.statusTitle}
            rows={[
              { name: words.item, value: status.itemName },
              { name: words.state, value: say(status.stateName, lang) },
              ...(status.office === null ? [] : [{ name: words.office, value: status.office }]),
              ...(status.date === null ? [] : [{ name: words.date, value: sayDate(status.date, lang) }]),
              { name: words.number, value: status.number },
            ]}
          />
        </div>
      );
    },
  ),
);

/** 核对文书真假: anyone with the paper in hand. */
export const checkPaperPage = page('GET', '/papers/check', 'public', async (request) =>
  draw(request, 'check', request.query['code'] ?? '', {}, null),
);
export const checkedPaperPage = page('POST', '/papers/check', 'public', async (request) =>
  asked(
    request,
    'check',
    (code) => checkPaper(request.house, code, request.raw.ip),
    (paper) => {
      const { lang } = request.visitor;
      const words = serviceWords(lang);
      return (
        <div id="checked" role="status">
          <Notice
            tone={paper.state === 'valid' ? 'ok' : 'warn'}
            title={paper.state === 'valid' ? words.paperTrue : words.paperSuperseded}
          />
          <KnownList
            label={words.checkTitle}
            rows={[
              { name: words.paper, value: say(paper.name, lang) },
              { name: words.number, value: paper.number },
              { name: words.office, value: paper.organ },
              { name: words.date, value: sayDate(paper.dated, lang) },
            ]}
          />
          <p className="hint">{words.paperSample}</p>
        </div>
      );
    },
  ),
);
