import { endOwnSessions, listOwnSessions } from '#identity';
import { BackLink, DeedForm, Notice, sayMoment, Section } from '#kit/plain';
import type { Lang } from '#platform/text';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';

const texts = {
  zh: {
    title: '登录着的设备',
    back: '我的办件',
    lead: '用您的身份登录着的手机、平板和电脑都在这里。有不认识的，就让它退出。',
    here: '您正在用的这台',
    began: (when: string) => `${when}登录`,
    seen: (when: string) => `最近一次用是${when}`,
    end: '让它退出',
    others: '除了这台，全部退出',
    only: '只有这一台，没有别的。',
    done: '已经让它退出了，它再点什么都要重新登录。',
    strange: '退出以后还担心，请到国家统一身份认证那里改密码，或者打12345。',
    devices: { phone: '手机', tablet: '平板', computer: '电脑' } as Record<string, string>,
    unknown: '没说是什么的设备',
  },
  en: {
    title: 'Signed-in devices',
    back: 'My cases',
    lead: 'Every phone, tablet and computer that is signed in as you. If you do not know one, sign it out.',
    here: 'the one you are using',
    began: (when: string) => `signed in ${when}`,
    seen: (when: string) => `last used ${when}`,
    end: 'Sign it out',
    others: 'Sign out all but this one',
    only: 'Only this one; there is no other.',
    done: 'It was signed out: whatever it asks next needs signing in.',
    strange: 'If you are still worried, change your password with the national identity service, or call 12345.',
    devices: { phone: 'Phone', tablet: 'Tablet', computer: 'Computer' } as Record<string, string>,
    unknown: 'A device that does not say what it is',
  },
};

/** Name of the page in a language, for the links to it. */
export const sessionsTitle = (lang: Lang): string => texts[lang].title;

/** 登录着的设备: where one is signed in, and signing the others out. */
export const sessionsPage = page('GET', '/my/sessions', 'me.read', async ({ visitor, house, query }) => {
  const { lang, actor } = visitor;
  const words = texts[lang];
  const sessions = await listOwnSessions(actor, house);
  const name = (device: string | null): string => words.devices[device ?? ''] ?? words.unknown;
  return {
    draw: frame(
      visitor,
      house,
      { title: words.title, current: 'mine', frame: 'task', noindex: true },
      <>
        <BackLink href="/my" text={words.back} />
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
        {query['done'] !== undefined && <Notice tone="ok" status title={words.done} />}
        {sessions.map((one) => (
          <Section
            key={one.id}
            id={`s-${one.id}`}
            title={one.here ? `${name(one.device)}${lang === 'zh' ? '，' : ', '}${words.here}` : name(one.device)}
          >
            <p>
              {words.began(sayMoment(one.beganAt, lang))}
              {lang === 'zh' ? '，' : ', '}
              {words.seen(sayMoment(one.seenAt, lang))}
            </p>
            {!one.here && (
              <DeedForm action="/my/sessions" hidden={{ session: one.id }}>
                {words.end}
              </DeedForm>
            )}
          </Section>
        ))}
        {sessions.length > 1 ? (
          <DeedForm action="/my/sessions" hidden={{ session: 'others' }} block>
            {words.others}
          </DeedForm>
        ) : (
          <p>{words.only}</p>
        )}
        <p className="hint">{words.strange}</p>
      </>,
    ),
  };
});

/** Signs one of them out, or all the others. */
export const endSessionPage = page('POST', '/my/sessions', 'me.edit', async ({ visitor, house, posted }) => {
  const which = String(posted['session'] ?? '');
  await endOwnSessions(visitor.actor, house, which === 'others' ? 'others' : { sessionId: which });
  return { go: '/my/sessions?done=1' };
});
