const han = /[\u3400-\u9fff\u{20000}-\u{3ffff}]/u;
/** Chinese from its first character to its last, with the marks and digits between: 临河区民政局3号窗口，李雯. */
const chinese = /[\u3400-\u9fff\u{20000}-\u{3ffff}](?:(?:[^&A-Za-z<]|<wbr\/?>)*[\u3400-\u9fff\u{20000}-\u{3ffff}])*/gu;
const opening = '<bdi lang="zh-CN">';
const nowhere = new Set(['title', 'script', 'style', 'textarea', 'option', 'svg']);
const empty = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
const langOf = /\slang="([^"]*)"/;

/**
 * Marks Chinese on a page in another language, so that a voice reads names and texts that only exist in Chinese as
 * Chinese (WCAG 3.1.2): wrapped in the text, as an attribute on boxes and options, which hold text only. What already
 * stands under a Chinese ancestor stays as it is.
 */
export function markChinese(html: string): string {
  const open: { tag: string; zh: boolean }[] = [];
  const within = (): boolean => open.at(-1)?.zh ?? false;
  let out = '';
  const tokens = html.match(/<(?!wbr)[^>]*>|(?:[^<]|<wbr\/?>)+/g) ?? [];
  tokens.forEach((token, i) => {
    if (token.startsWith('<')) {
      out += tagged(token, tokens[i + 1] ?? '', open, within());
      return;
    }
    const at = open.at(-1)?.tag ?? '';
    out += within() || nowhere.has(at) || !han.test(token) ? token : wrapped(token);
  });
  return out;
}

/** A tag as it goes out; keeps the ancestors. */
function tagged(token: string, next: string, open: { tag: string; zh: boolean }[], zh: boolean): string {
  const [, close, name = ''] = /^<(\/?)([a-zA-Z][\w-]*)/.exec(token) ?? [];
  const tag = name.toLowerCase();
  if (tag === '') return token;
  if (close === '/') {
    const from = open.findLastIndex((o) => o.tag === tag);
    if (from >= 0) open.length = from;
    return token;
  }
  const own = langOf.exec(token)?.[1];
  const boxed =
    !zh &&
    own === undefined &&
    ((tag === 'input' && !token.includes('type="hidden"') && han.test(token)) ||
      ((tag === 'option' || tag === 'textarea') && !next.startsWith('<') && han.test(next)));
  const sent = boxed ? token.replace(/^<[\w-]+/, (start) => `${start} lang="zh-CN"`) : token;
  if (!empty.has(tag) && !token.endsWith('/>')) open.push({ tag, zh: own === undefined ? zh || boxed : own.startsWith('zh') });
  return sent;
}

/** Marks in one text. Text of both kinds stays one box for the layout around it. */
function wrapped(text: string): string {
  const marked = text.replaceAll(chinese, (run) => `${opening}${run}</bdi>`);
  return marked.startsWith(opening) && marked.endsWith('</bdi>') && marked.indexOf('</bdi>') === marked.length - 6
    ? marked
    : `<bdi>${marked}</bdi>`;
}
