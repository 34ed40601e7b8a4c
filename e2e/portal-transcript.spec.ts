import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../tools/chromium.ts';
import { type City, openCity } from './city.ts';
import { checkAxe, person } from './people.ts';
import { picture } from './pictures.ts';
import { applyForMother } from './portal-journey.ts';

let city: City;
let browser: Browser;
beforeAll(async () => {
  city = await openCity();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
});

type Value = { value?: unknown };
type Node = {
  nodeId: string;
  parentId?: string;
  ignored: boolean;
  role?: Value;
  name?: Value;
  description?: Value;
  value?: Value;
  properties?: { name: string; value: Value }[];
  childIds?: string[];
};
/** Told with their name; what stands inside them is told by it. */
const whole = new Set([
  'link',
  'button',
  'heading',
  'textbox',
  'searchbox',
  'radio',
  'checkbox',
  'combobox',
  'image',
  'img',
  'DisclosureTriangle',
  'rowheader',
  'columnheader',
]);
/** What is read by itself, never run into what stands before it. */
const apart = new Set([
  'paragraph',
  'listitem',
  'row',
  'cell',
  'gridcell',
  'term',
  'definition',
  'caption',
  'LabelText',
  'legend',
  'blockquote',
  'article',
]);
/** Places and groups: told, and then what is in them. */
const places = new Set([
  'banner',
  'navigation',
  'main',
  'contentinfo',
  'complementary',
  'region',
  'form',
  'group',
  'radiogroup',
  'list',
  'table',
  'alert',
  'status',
  'search',
  'dialog',
]);
const names: Record<string, string> = {
  link: '链接',
  button: '按钮',
  heading: '标题',
  textbox: '输入框',
  searchbox: '搜索框',
  radio: '单选',
  checkbox: '复选',
  combobox: '下拉框',
  image: '图',
  img: '图',
  DisclosureTriangle: '可展开',
  banner: '页首',
  navigation: '导航',
  main: '正文',
  contentinfo: '页脚',
  complementary: '侧栏',
  region: '区域',
  form: '表单',
  group: '分组',
  radiogroup: '单选组',
  list: '列表',
  table: '表格',
  alert: '警示',
  status: '状态',
  search: '搜索',
  rowheader: '行头',
  columnheader: '列头',
  dialog: '对话框',
};
const states: Record<string, string> = { checked: '已选', required: '必填', expanded: '展开', focused: '焦点在这里' };

/** What a screen reader meets on the page, in its order: role, name, state, description; a line each. */
async function spoken(page: Page): Promise<string[]> {
  // A place where a line may break within a word is silent to readers, but a blank in this tree.
  await page.evaluate(() => {
    for (const e of document.querySelectorAll('wbr')) e.remove();
    document.body.normalize();
  });
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = (await cdp.send('Accessibility.getFullAXTree')) as unknown as { nodes: Node[] };
  await cdp.detach();
  const byId = new Map(nodes.map((n) => [n.nodeId, n]));
  const text = (v?: Value): string => (typeof v?.value === 'string' ? v.value.replaceAll(/\s+/g, ' ').trim() : '');
  const out: string[] = [];
  const boxes = new Set(['textbox', 'radio', 'checkbox', 'combobox', 'searchbox', 'button']);
  const holdsBox = (id: string): boolean => {
    const node = byId.get(id);
    return node !== undefined && (boxes.has(text(node.role)) || (node.childIds ?? []).some(holdsBox));
  };
  const walk = (id: string, depth: number): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const role = text(node.role);
    let deeper = depth;
    if (apart.has(role)) out.push(gap);
    // A label is read with its box; only what else stands in it is told by itself.
    const label = role === 'LabelText';
    if (!node.ignored && role === 'StaticText') {
      if (text(node.name) !== '') out.push(`${'  '.repeat(depth)}${text(node.name)}`);
      return;
    }
    if (
      !node.ignored &&
      (whole.has(role) || (places.has(role) && (text(node.name) !== '' || !['group', 'form', 'list', 'region'].includes(role))))
    ) {
      const has = (name: string): unknown => node.properties?.find((p) => p.name === name)?.value.value;
      const level = role === 'heading' ? String(has('level') ?? '') : '';
      const marks = Object.entries(states)
        .filter(([name]) => has(name) === true || has(name) === 'true')
        .map(([, word]) => word);
      if (has('invalid') === 'true') marks.push('有错');
      if (has('current') !== undefined && has('current') !== 'false') marks.push('当前');
      const value = ['textbox', 'searchbox', 'combobox'].includes(role) ? text(node.value) : '';
      out.push(
        `${'  '.repeat(depth)}[${names[role] ?? role}${level}] ${[
          text(node.name),
          value && `＝${value}`,
          ...marks.map((m) => `（${m}）`),
          text(node.description) && `—— ${text(node.description)}`,
        ]
          .filter(Boolean)
          .join(' ')}`.trimEnd(),
      );
      deeper = depth + 1;
      if (whole.has(role)) return;
    }
    for (const child of node.childIds ?? []) if (!label || holdsBox(child)) walk(child, deeper);
    if (apart.has(role)) out.push(gap);
  };
  const root = nodes.find((n) => n.parentId === undefined);
  if (root !== undefined) walk(root.nodeId, 0);
  return joined(out);
}

/** Stands between what is read apart. */
const gap = '';

/** Pieces of one sentence side by side are one line, as they are read. */
function joined(lines: readonly string[]): string[] {
  const out: string[] = [];
  for (const line of lines) {
    const before = out.at(-1);
    if (line === gap && (before === gap || before === undefined)) continue;
    const indent = /^ */.exec(line)?.[0] ?? '';
    const plain = !line.trimStart().startsWith('[');
    if (
      plain &&
      before !== undefined &&
      !before.trimStart().startsWith('[') &&
      before.startsWith(indent) &&
      !before.startsWith(`${indent} `)
    )
      out[out.length - 1] = `${before} ${line.trim()}`;
    else out.push(line);
  }
  return out.filter((line) => line !== gap);
}

/** What differs from run to run. */
const masked = (line: string): string =>
  line
    // How far a message has come depends on the moment.
    .replace(/^( *到哪一步) .*/, '$1 〈状态〉')
    // The catalogue grows.
    .replaceAll(/\d+(?=件事|个事项)/g, '〈数〉')
    .replaceAll(/3299\d{2} ?\d{8} ?\d{7}[0-9A-Z]?/g, '〈办件号〉')
    .replaceAll(/\d{4} \d{4} \d{4}/g, '〈查询码〉')
    .replaceAll(/\b\d{1,2}:\d{2}(?=已|存|[^\d]|$)/g, '〈时刻〉');

/** Head and foot that are as on the page before are told in a word. */
function onceOnly(lines: readonly string[], before: readonly string[]): string[] {
  const part = (all: readonly string[], name: string): string[] => {
    const from = all.indexOf(name);
    if (from < 0) return [];
    const length = all.slice(from + 1).findIndex((l) => !l.startsWith('  '));
    return all.slice(from, length < 0 ? undefined : from + 1 + length);
  };
  let out = [...lines];
  for (const name of ['[页首]', '[导航] 主导航', '[页脚]']) {
    const now = part(out, name);
    if (now.length > 1 && now.join('\n') === part(before, name).join('\n'))
      out = out.flatMap((l, i) =>
        i === out.indexOf(name) ? [`${name}（同前）`] : i > out.indexOf(name) && i < out.indexOf(name) + now.length ? [] : [l],
      );
  }
  return out;
}

const kept = join(import.meta.dirname, 'transcripts/apply.zh.txt');

/** Pages in large type that the guide shows. */
const largeType: Record<string, string> = {
  首页: 'elder-home',
  替谁办: 'elder-for-whom',
  交材料: 'elder-materials',
  回执: 'elder-receipt',
};

describe('the application as it is heard', () => {
  it('a screen reader meets the same roles, names, states and order as written down (UPDATE_DOCS=1 writes it anew)', async () => {
    const son = await person(browser, { width: 360 });
    const { page } = son;
    const lines: string[] = [
      '# 替母亲申领高龄津贴：读屏软件从头到尾读到的',
      '# 由 e2e/portal-transcript.spec.ts 从浏览器的无障碍树写出，测试逐行比较。重写：UPDATE_DOCS=1。',
    ];
    let before: string[] = [];
    await applyForMother(page, city.url, async (name) => {
      const heard = (await spoken(page)).map(masked);
      lines.push('', `## ${name}｜${await page.title()}`, ...onceOnly(heard, before));
      before = heard;
    });
    const text = `${lines.join('\n')}\n`;
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(kept, text);
    expect(existsSync(kept)).toBe(true);
    expect(text.split('\n')).toEqual(readFileSync(kept, 'utf8').split('\n'));
    // What is heard is enough: every box and every choice has a name, every page one first heading.
    expect(lines.filter((l) => /\[(链接|按钮|输入框|单选|复选|下拉框)\]$/.test(l))).toEqual([]);
    for (const part of text.split('\n## ').slice(1)) expect(part.match(/\[标题1\]/g), part.slice(0, 40)).toHaveLength(1);
    await son.close();
  });

  it('the same in large type from the home page to the case: remembered on every page, one column, axe finds nothing', async () => {
    const son = await person(browser, { width: 360 });
    const { page } = son;
    await page.goto(`${city.url}/search?q=大字版`);
    expect(new URL(page.url()).pathname).toBe('/');
    const found: string[] = [];
    const caseId = await applyForMother(page, city.url, async (name) => {
      const size = await page.evaluate(() => document.documentElement.dataset['size']);
      if (size !== 'elder') found.push(`${name}: not in large type`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) found.push(`${name}: sideways`);
      await checkAxe(page, name);
      const shown = largeType[name];
      if (shown !== undefined) await picture(page, shown);
    });
    expect(found).toEqual([]);
    // Home again: the telephone first, then what is one's own, no more than six rows.
    await page.goto(`${city.url}/`);
    expect(await page.locator('h1').innerText()).toBe('周建华，您好');
    const rows = page.locator('.biglist a');
    expect(await rows.count()).toBeLessThanOrEqual(6);
    expect(await rows.first().getAttribute('href')).toBe(`/my/cases/${caseId}`);
    expect(await rows.first().innerText()).toContain('我的高龄津贴申领');
    const first = await page.locator('main a').first().getAttribute('href');
    expect(first).toMatch(/^tel:/);
    await son.close();
  });
});
