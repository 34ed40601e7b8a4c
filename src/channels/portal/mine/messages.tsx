import { listMessages, markMessagesRead, findPreference, noticeText, savePreferenceOf } from '#notices';
import { BackLink, Button, Empty, sayMoment, Section } from '#kit/plain';
import { newId } from '#platform/ids';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { mineWords } from './words.ts';

/** 消息: what was told, and how to be told. */
export const messagesPage = page('GET', '/my/messages', 'notices.own', async ({ visitor, house }) => {
  const words = mineWords(visitor.lang);
  const me = visitor.actor.personId ?? '';
  const [messages, preference] = await Promise.all([listMessages(house.db, me), findPreference(house.db, me)]);
  await markMessagesRead(visitor.actor, house);
  return {
    draw: frame(
      visitor,
      house,
      { title: words.messagesTitle, current: 'mine', frame: 'task', noindex: true },
      <>
        <BackLink href="/my" text={words.title} />
        <h1>{words.messagesTitle}</h1>
        {messages.length === 0 ? (
          <Empty title={words.noMessages} />
        ) : (
          <ul className="rows">
            {messages.map((m) => (
              <li key={m.id}>
                {m.caseId === null ? (
                  noticeText(m.kind, m.params, visitor.lang)
                ) : (
                  <a href={`/my/cases/${m.caseId}`}>{noticeText(m.kind, m.params, visitor.lang)}</a>
                )}
                <span className="hint num"> {sayMoment(m.createdAt, visitor.lang)}</span>
              </li>
            ))}
          </ul>
        )}
        <Section id="prefer" title={words.prefer}>
          <form method="post" action="/my/messages" className="form">
            <input type="hidden" name="_key" value={newId()} />
            <p>{words.preferLine}</p>
            {(['sms', 'email', 'paper'] as const).map((name) => (
              <p key={name}>
                <label className="opt">
                  <input type="checkbox" name={name} value="yes" defaultChecked={preference[name]} /> {words[name]}
                </label>
              </p>
            ))}
            <Button look="ghost">{words.save}</Button>
          </form>
        </Section>
      </>,
    ),
  };
});

/** Keeps how a person wants to be told. */
export const preferencePage = page('POST', '/my/messages', 'notices.own', async ({ visitor, house, posted }) => {
  await savePreferenceOf(visitor.actor, house, {
    sms: posted['sms'] === 'yes',
    email: posted['email'] === 'yes',
    paper: posted['paper'] === 'yes',
  });
  return { go: '/my/messages' };
});
