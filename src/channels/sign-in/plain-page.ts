import type { Problem } from '#platform/errors';
import { type Lang, say } from '#platform/text';

/** Text made safe between tags and in quoted attributes. */
export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A page of this module: no script, one own stylesheet. */
export function plainPage(lang: Lang, title: string, main: string): string {
  return `<!doctype html>
<html lang="${lang === 'en' ? 'en' : 'zh-CN'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escape(title)}</title><link rel="stylesheet" href="/sign-in/plain.css"></head>
<body><main><h1>${escape(title)}</h1>
${main}
</main></body></html>`;
}

/** A refusal as a page, with a way on (rule I11); used where no door draws its own. */
export function problemPage(problem: Problem, lang: Lang, again: string): string {
  const words = lang === 'en' ? { again: 'Sign in again', home: 'Home' } : { again: '重新登录', home: '回首页' };
  return plainPage(
    lang,
    say(problem.say, lang),
    `<p>${escape(say(problem.next, lang))}</p><p><a class="b" href="${escape(again)}">${words.again}</a> <a href="/">${words.home}</a></p>`,
  );
}

/** The stylesheet: system fonts, large targets, both colour schemes. */
export const plainCss = `:root{color-scheme:light;--ink:#17202e;--ink-2:#475061;--line:#7b8391;--dian:#1d3f7a;--warn:#fbf1dc}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:var(--ink);font:1.0625rem/1.75 "PingFang SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.875rem;line-height:1.35;margin:0 0 .75rem;padding-top:.75rem;border-top:3px solid var(--ink)}
h2{font-size:1.25rem;line-height:1.45;margin:1.75rem 0 .25rem;padding-top:.5rem;border-top:3px solid var(--ink)}
p{margin:.5rem 0}
.note{background:var(--warn);border-left:.25rem solid #c27400;padding:.5rem .75rem}
ul{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr));gap:0 2rem}
li{border-bottom:1px solid #dbd9d0}
button,a.b{font:inherit;color:var(--ink)}
li button{display:block;width:100%;min-height:3.25rem;padding:.5rem .25rem;border:0;background:none;text-align:left;cursor:pointer}
li button b{color:#2a57a0;text-decoration:underline;text-underline-offset:.2em}
li button span{display:block;color:var(--ink-2);font-size:.9375rem;line-height:1.5}
li button:hover{background:#f2f5fa}
button.b{background:#fff;border:1px solid var(--line);border-radius:6px;padding:.5rem 1.25rem;min-height:3rem;margin-top:1rem;cursor:pointer}
a{color:#2a57a0}
input{font:inherit;min-height:3rem;width:100%;max-width:20rem;padding:.25rem .75rem;border:1px solid var(--line);border-radius:6px}
.qr svg{width:14rem;max-width:100%;height:auto}
code{font:1.125rem/1.6 ui-monospace,Consolas,monospace;overflow-wrap:anywhere}
.line{border-bottom:1px solid #dbd9d0;padding:.5rem 0}
ol.codes{columns:2;padding-left:2rem}
ol.codes li{border:0}
a.b{display:inline-block;background:var(--dian);color:#fff;text-decoration:none;padding:.5rem 1.25rem;border-radius:6px;min-height:3rem;margin-right:1rem}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px;box-shadow:0 0 0 6px #ffc53d}
`;
