import type { Account } from '#identity';
import type { Lang } from '#platform/text';
import { escape, plainPage } from './plain-page.ts';

/** The list of fictional people; one press signs in, without script. Staff see staff, citizens see people. */
export function accountsPage(lang: Lang, side: 'citizen' | 'staff', accounts: readonly Account[], action: string): string {
  const en = lang === 'en';
  const title = en ? 'Demonstration sign-in' : '示范登录';
  const note = en
    ? 'This page stands in for the national identity service. All people here are fictional; choose one to sign in. No password.'
    : '这里代替国家统一身份认证，只用于演示。下面的人都是虚构的，点一个就用他的身份登录，不用密码。';
  const shown = accounts.filter((a) => a.side === side);
  const groups = [...new Set(shown.map((a) => (en ? a.group.en : a.group.zh)))];
  const list = groups
    .map((group) => {
      const rows = shown
        .filter((a) => (en ? a.group.en : a.group.zh) === group)
        .map(
          (a) =>
            `<li><button type="submit" name="account" value="${escape(a.key)}"><b${en ? ' lang="zh-CN"' : ''}>${escape(a.name)}</b><span>${escape(en ? a.who.en : a.who.zh)}</span></button></li>`,
        )
        .join('\n');
      return `<h2>${escape(group)}</h2>\n<ul>\n${rows}\n</ul>`;
    })
    .join('\n');
  const cancel = en ? 'Do not sign in' : '不登录了';
  return plainPage(
    lang,
    title,
    `<p class="note">${note}</p>
<form method="post" action="${escape(action)}">
${list}
<p><button class="b" type="submit" name="cancel" value="yes">${cancel}</button></p>
</form>`,
  );
}

/** When a sign-in was left lying for too long. */
export function expiredPage(lang: Lang): string {
  return lang === 'en'
    ? plainPage(
        lang,
        'This sign-in has expired',
        '<p>Please begin again. Guides can be read without signing in.</p><p><a class="b" href="/sign-in">Sign in again</a> <a href="/">Home</a></p>',
      )
    : plainPage(
        lang,
        '这次登录过期了',
        '<p>请重新登录一次。不登录也能看办事指南。</p><p><a class="b" href="/sign-in">重新登录</a> <a href="/">回首页</a></p>',
      );
}
