import { createElement, type ElementType, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { marked } from './mark.ts';

/** An element made as the desk makes it for a reader of English. */
const drawn = (type: ElementType, props: Record<string, unknown>): string => renderToStaticMarkup(createElement(type, marked(type, props)));
const Through = ({ children }: { children: ReactNode }): ReactNode => createElement('b', null, children);

test.each<[string, ElementType, Record<string, unknown>, string]>([
  ['a name alone', 'p', { children: '临河区民政局3号窗口' }, '<p><bdi lang="zh-CN">临河区民政局3号窗口</bdi></p>'],
  [
    'a name in an English sentence',
    'p',
    { children: 'With 临河区民政局, by 27 Nov' },
    '<p><bdi>With <bdi lang="zh-CN">临河区民政局</bdi>, by 27 Nov</bdi></p>',
  ],
  [
    'the marks around it',
    'p',
    { children: '开店办执照（个体户）, version 1' },
    '<p><bdi><bdi lang="zh-CN">开店办执照（个体户）</bdi>, version 1</bdi></p>',
  ],
  [
    'each of several texts',
    'p',
    { children: ['陈桂兰', ', ', '高龄津贴'] },
    '<p><bdi lang="zh-CN">陈桂兰</bdi>, <bdi lang="zh-CN">高龄津贴</bdi></p>',
  ],
  ['texts of a list in it', 'p', { children: [['甲'], 'x'] }, '<p><bdi lang="zh-CN">甲</bdi>x</p>'],
  ['what a component is given to draw', Through, { children: '柳桥镇' }, '<b><bdi lang="zh-CN">柳桥镇</bdi></b>'],
  ['an option as a whole', 'option', { children: '东湖县民政局' }, '<option lang="zh-CN">东湖县民政局</option>'],
  ['a box', 'input', { defaultValue: '陈桂兰' }, '<input lang="zh-CN" value="陈桂兰"/>'],
  [
    'a box named by data',
    'input',
    { type: 'checkbox', 'aria-label': '高龄津贴, 1' },
    '<input type="checkbox" aria-label="高龄津贴, 1" lang="zh-CN"/>',
  ],
])('%s is marked as Chinese', (_what, type, props, html) => {
  expect(drawn(type, props)).toBe(html);
});

test.each<[string, ElementType, Record<string, unknown>, string]>([
  ['English', 'p', { children: ['5 d left', 3, null] }, '<p>5 d left3</p>'],
  ['what its author marked', 'button', { lang: 'zh-CN', children: '中文' }, '<button lang="zh-CN">中文</button>'],
  ['a title', 'title', { children: '窗口' }, '<title>窗口</title>'],
])('%s stays as it is', (_what, type, props, html) => {
  expect(drawn(type, props)).toBe(html);
});
