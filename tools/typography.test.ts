import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

type Finding = { file: string; line?: number; say: string };
type Check = (options: { root: string }) => Finding[];
const check = async (name: string): Promise<Check> => ((await import(/* @vite-ignore */ `./checks/${name}.mjs`)) as { run: Check }).run;

let root = '';
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tongban-typo-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('typography', () => {
  test('finds what is set wrongly in strings, templates, markup and item documents, and nothing else', async () => {
    write(
      'src/a/words.tsx',
      [
        "export const right = '最晚11月27日（周五）办好。';", // 1
        "export const wrong = '最晚 11 月 27 日(周五)办好';", // 2
        'export const hole = (n: number) => `还剩 ${n} 天`;', // 3
        'export const fine = (n: number) => `还剩${n}天`;', // 4
        "export const loud = '办好了！';", // 5
        "export const range = '80-89周岁';", // 6
        "export const empty = '系统繁忙，请稍后再试';", // 7
        "export const english = 'Save, then go on (now)?';", // 8
        '// 注释 (comments) 不管, 随便写', // 9
        'export const let_be = "只认 format"; // typo-ok', // 10
        'export const tag = <p>打 12345,全天</p>;', // 11
        'export const han = /[一-龥] ?,/;', // 12
      ].join('\n'),
    );
    write('demo/items/x.yaml', 'name: 高龄 津贴\nwords:\n  - 老人 80 岁补贴?\nfaq:\n  - {q: "要年年申请吗?", a: 不用。}\n');
    const found = (await check('typography'))({ root });
    expect(found.map((f) => `${f.file}:${f.line}`)).toEqual([
      ...[2, 3, 5, 6, 7, 11].map((line) => `src/a/words.tsx:${line}`),
      'demo/items/x.yaml:1',
      'demo/items/x.yaml:5',
    ]);
  });
});

describe('tokens', () => {
  test('finds unknown tokens, other shadows, small and slanted type, inline styles', async () => {
    write('src/kit/styles/tokens.css', ':root{--ink:#000;--shadow:0 0 1px #000}');
    write(
      'src/kit/plain/x/x.css',
      [
        '.a{color:var(--ink);box-shadow:var(--shadow)}',
        '.b{color:var(--inc)}',
        '.c{box-shadow:0 0 2px black}',
        '.d{font-size:.7rem}',
        '.e{font-style:italic}',
        '.f{font-weight:500}',
      ].join('\n'),
    );
    write('src/kit/plain/x/x.tsx', 'export const a = <p style={{ color: "red" }} />;\n');
    const found = (await check('tokens'))({ root });
    expect(found.map((f) => `${f.file}:${f.line}`).sort()).toEqual([
      ...[2, 3, 4, 5, 6].map((line) => `src/kit/plain/x/x.css:${line}`),
      'src/kit/plain/x/x.tsx:1',
    ]);
  });
});
