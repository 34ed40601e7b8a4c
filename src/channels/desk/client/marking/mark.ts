import { createElement, Fragment, isValidElement, type ReactNode } from 'react';

const han = /[\u3400-\u9fff\u{20000}-\u{3ffff}]/u;
/** Chinese from its first character to its last, with the marks and digits between and the Chinese marks around: 开店办执照（个体户）. */
const chinese =
  /[《（「『〔]*[\u3400-\u9fff\u{20000}-\u{3ffff}](?:[^A-Za-z]*[\u3400-\u9fff\u{20000}-\u{3ffff}])*[》）」』〕。，、；：？]*/gu;
const zh = 'zh-CN';

type Props = Record<string, unknown>;

/**
 * Marks Chinese in what is drawn for a reader of English, so that a voice reads names and texts that only exist in
 * Chinese as Chinese (WCAG 3.1.2): wrapped in the text, as an attribute on boxes and options, which hold text only.
 * What its author marked stays as it is.
 */
export function marked(type: unknown, props: Props): Props {
  if (typeof type === 'string' && typeof props['lang'] === 'string') return props;
  switch (type) {
    case 'title':
    case 'script':
    case 'style':
      return props;
    case 'option':
      return holds(props['children']) ? { ...props, lang: zh } : props;
    case 'input':
    case 'textarea':
    case 'img':
      return ['value', 'defaultValue', 'placeholder', 'aria-label', 'alt'].some((name) => holds(props[name]))
        ? { ...props, lang: zh }
        : props;
    default: {
      const children = markedNode(props['children']);
      return children === props['children'] ? props : { ...props, children };
    }
  }
}

const holds = (node: unknown): boolean => (Array.isArray(node) ? node.some(holds) : typeof node === 'string' && han.test(node));

function markedNode(node: unknown): unknown {
  if (typeof node === 'string') return han.test(node) ? wrapped(node) : node;
  if (!Array.isArray(node) || !node.some(holds)) return node;
  // Lists of texts have no keys of their own: their place is their key.
  return node.map((one, at) => {
    const now = markedNode(one);
    return now === one || !isValidElement(now) ? now : createElement(Fragment, { key: `zh${at}` }, now);
  });
}

/** Marks in one text. Text of both kinds stays one box for the layout around it. */
function wrapped(text: string): ReactNode {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const found of text.matchAll(chinese)) {
    if (found.index > from) parts.push(text.slice(from, found.index));
    parts.push(createElement('bdi', { lang: zh }, found[0]));
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts.length === 1 ? parts[0] : createElement('bdi', null, ...parts);
}
