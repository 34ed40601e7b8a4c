import type { base32 as Base32 } from '#identity';
import type { Lang } from '#platform/text';
import { escape, plainPage } from './plain-page.ts';

const words = {
  zh: {
    ask: '输入动态码',
    askLead: (name: string) => `${name}，请打开手机上的动态码应用，输入现在的6位数。手机不在身边，就输入一个恢复码。`,
    code: '动态码或恢复码',
    go: '继续',
    out: '不登录了',
    setUp: '设置动态码',
    demanded: '您的岗位登录工作台，除了身份认证还要动态码。只设这一次。',
    one: '第一步：用手机上的动态码应用（支持TOTP的都行）扫这个码。',
    secret: '扫不了，就在应用里手工输入这个密钥：',
    two: '第二步：输入应用上显示的6位数。',
    first: '应用上的6位数',
    codesTitle: '记下恢复码',
    codesLead: '手机丢了、坏了，每个恢复码可以代替动态码用一次。只显示这一回，请抄下来或打印，锁好，不要存在这台电脑上。',
    codesDone: '记好了，进入工作台',
    title: '登录和安全',
    back: '回工作台',
    factor: '动态码',
    on: (left: number) => `已经设好，登录时会问。还剩${left}个恢复码没用。`,
    few: '恢复码快用完了，请换一批。',
    off: '还没有设。设了以后，别人即使进得了您的身份认证，也进不了工作台。',
    begin: '设置动态码',
    renew: '换一批恢复码',
    drop: '停用动态码',
    kept: '您的岗位必须用动态码。换手机请找安全管理员重设。',
    sessions: '登录着的电脑',
    here: '您正在用的这台',
    began: (when: string) => `${when}登录`,
    seen: (when: string) => `最近一次用是${when}`,
    end: '让它退出',
    others: '除了这台，全部退出',
    only: '只有这一台，没有别的。',
    done: '办好了。',
    devices: { phone: '手机', tablet: '平板', computer: '电脑' } as Record<string, string>,
    device: '没说是什么的设备',
    comma: '，',
  },
  en: {
    ask: 'Enter your code',
    askLead: (name: string) =>
      `${name}, open the authenticator app on your phone and enter the six digits it shows now. Without the phone enter a recovery code.`,
    code: 'Code or recovery code',
    go: 'Continue',
    out: 'Do not sign in',
    setUp: 'Set up a second factor',
    demanded: 'Your post needs a code from an app beside the identity service. It is set up once.',
    one: 'First: scan this with an authenticator app (any that knows TOTP).',
    secret: 'If it cannot be scanned, enter this key in the app by hand:',
    two: 'Then: enter the six digits the app shows.',
    first: 'Six digits of the app',
    codesTitle: 'Keep your recovery codes',
    codesLead:
      'Each takes the place of a code once, when the phone is lost or broken. They are shown this once: write them down or print them and lock them away, not on this computer.',
    codesDone: 'Kept; to the desk',
    title: 'Sign-in and security',
    back: 'Back to the desk',
    factor: 'Second factor',
    on: (left: number) => `Set up; signing in asks for it. ${left} recovery codes are unused.`,
    few: 'Few recovery codes are left; make new ones.',
    off: 'Not set up. With it nobody gets to your desk by your identity account alone.',
    begin: 'Set up a second factor',
    renew: 'New recovery codes',
    drop: 'Drop the second factor',
    kept: 'Your post needs it. For a new phone ask the security administrator to reset it.',
    sessions: 'Signed-in computers',
    here: 'the one you are using',
    began: (when: string) => `signed in ${when}`,
    seen: (when: string) => `last used ${when}`,
    end: 'Sign it out',
    others: 'Sign out all but this one',
    only: 'Only this one; there is no other.',
    done: 'Done.',
    devices: { phone: 'Phone', tablet: 'Tablet', computer: 'Computer' } as Record<string, string>,
    device: 'A device that does not say what it is',
    comma: ', ',
  },
};

/** What the pages need to know of a refusal: what is wrong, what to do. */
export type Refused = { say: string; next: string } | null;

const notice = (refused: Refused): string =>
  refused === null
    ? ''
    : `<div class="note" role="alert" id="wrong"><p><b>${escape(refused.say)}</b></p><p>${escape(refused.next)}</p></div>`;

const codeField = (label: string, refused: Refused, mode: 'numeric' | 'text'): string =>
  `<p><label for="code">${label}</label><br><input id="code" name="code" autocomplete="one-time-code" inputmode="${mode}" maxlength="16" autofocus${
    refused === null ? '' : ' aria-invalid="true" aria-describedby="wrong"'
  }></p>`;

const hiddenTo = (to: string): string => `<input type="hidden" name="to" value="${escape(to)}">`;
const leave = (lang: Lang): string =>
  `<form method="post" action="/desk/sign-out"><button class="b" type="submit">${words[lang].out}</button></form>`;

/** Asks for the code of somebody who has a second factor. */
export function askPage(lang: Lang, name: string, to: string, refused: Refused): string {
  const w = words[lang];
  return plainPage(
    lang,
    w.ask,
    `${notice(refused)}<p>${escape(w.askLead(name))}</p>
<form method="post" action="/desk/sign-in/second">${hiddenTo(to)}${codeField(w.code, refused, 'text')}<p><button class="b" type="submit">${w.go}</button></p></form>
${leave(lang)}`,
  );
}

/** Sets a second factor up. `written` is the secret as somebody types it, in groups. */
export function setUpPage(lang: Lang, qr: string, written: string, to: string, demanded: boolean, refused: Refused): string {
  const w = words[lang];
  return plainPage(
    lang,
    w.setUp,
    `${notice(refused)}${demanded ? `<p>${w.demanded}</p>` : ''}<p>${w.one}</p><div class="qr">${qr}</div><p>${w.secret}</p><p><code>${escape(written)}</code></p><p>${w.two}</p>
<form method="post" action="/desk/sign-in/second">${hiddenTo(to)}${codeField(w.first, refused, 'numeric')}<p><button class="b" type="submit">${w.go}</button></p></form>
${demanded ? leave(lang) : `<p><a href="/desk/security">${w.title}</a></p>`}`,
  );
}

/** The recovery codes, shown once. */
export function codesPage(lang: Lang, codes: readonly string[], to: string): string {
  const w = words[lang];
  return plainPage(
    lang,
    w.codesTitle,
    `<p>${w.codesLead}</p><ol class="codes">${codes.map((code) => `<li><code>${escape(code)}</code></li>`).join('')}</ol>
<p><a class="b" href="${escape(to)}">${w.codesDone}</a></p>`,
  );
}

/** One browser of the list. */
export type SessionLine = { id: string; device: string | null; began: string; seen: string; here: boolean };

/** 登录和安全: the second factor and the browsers somebody is signed in with. */
export function securityPage(
  lang: Lang,
  state: { enrolled: boolean; required: boolean; codesLeft: number },
  sessions: readonly SessionLine[],
  done: boolean,
): string {
  const w = words[lang];
  const deed = (what: string, name: string, more = ''): string =>
    `<form method="post" action="/desk/security"><input type="hidden" name="deed" value="${what}">${more}<button class="b" type="submit">${name}</button></form>`;
  const factor = state.enrolled
    ? `<p>${w.on(state.codesLeft)}${state.codesLeft <= 3 ? ` ${w.few}` : ''}</p>${deed('renew', w.renew)}${state.required ? `<p>${w.kept}</p>` : deed('drop', w.drop)}`
    : `<p>${w.off}</p><p><a class="b" href="/desk/sign-in/second?to=/desk/security">${w.begin}</a></p>`;
  const lines = sessions
    .map(
      (one) =>
        `<section class="line"><p><b>${w.devices[one.device ?? ''] ?? w.device}</b>${one.here ? `${w.comma}${w.here}` : ''}<br>${w.began(escape(one.began))}${w.comma}${w.seen(escape(one.seen))}</p>${
          one.here ? '' : deed('end', w.end, `<input type="hidden" name="session" value="${escape(one.id)}">`)
        }</section>`,
    )
    .join('\n');
  return plainPage(
    lang,
    w.title,
    `${done ? `<p class="note" role="status">${w.done}</p>` : ''}<p><a href="/desk/">${w.back}</a></p>
<h2>${w.factor}</h2>${factor}
<h2>${w.sessions}</h2>${lines}${sessions.length > 1 ? deed('others', w.others) : `<p>${w.only}</p>`}`,
  );
}

/** A secret in groups of four, as somebody types it. */
export const inGroups = (secret: Buffer, base32: typeof Base32): string => base32(secret).replaceAll(/(.{4})(?=.)/g, '$1 ');
