import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const chinese = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef\u{20000}-\u{3ffff}]/u;

/** Texts of a source of the desk that a reader of English would not understand. */
function unspoken(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found: string[] = [];
  const report = (node: ts.Node, why: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push(`${file}:${line + 1} ${why}: ${node.getText(source).trim().slice(0, 60)}`);
  };
  /** Something is written beside the Chinese. A mark of Chinese may have nothing beside it, a word may not. */
  const answers = (zh: ts.Node, en: ts.Node | undefined): void => {
    const empty = en !== undefined && ts.isStringLiteralLike(en) && en.text === '' && /\p{Script=Han}/u.test(zh.getText(source));
    if (en === undefined || empty) report(zh, 'no English beside it');
    else visit(en);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const [first, second, third] = node.arguments;
      // What goes into papers is Chinese in both.
      if (node.expression.text === 'inChinese') return;
      if (node.expression.text === 't' && first !== undefined) {
        // The language's own name is written in it.
        if (!(second !== undefined && ts.isStringLiteralLike(second) && second.text === '中文')) answers(first, second);
        return;
      }
      if (node.expression.text === 'many' && first !== undefined && second !== undefined) {
        visit(first);
        answers(second, third);
        return;
      }
    }
    if (ts.isObjectLiteralExpression(node)) {
      const value = (name: string): ts.Node | undefined =>
        node.properties.find((p) => ts.isPropertyAssignment(p) && p.name.getText(source) === name);
      const zh = value('zh') as ts.PropertyAssignment | undefined;
      const en = value('en') as ts.PropertyAssignment | undefined;
      if (zh !== undefined && (en !== undefined || chinese.test(zh.initializer.getText(source)))) {
        // The English of a text made here may fall back to its Chinese, where an item has none.
        if (en === undefined) answers(zh.initializer, undefined);
        else if (literals(en.initializer).some((one) => chinese.test(one))) report(en, 'Chinese in the English');
        for (const p of node.properties) if (p !== zh && p !== en) visit(p);
        return;
      }
    }
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'zh') report(node, 'shown in Chinese only, use tell()');
    if (
      (ts.isStringLiteralLike(node) || ts.isJsxText(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) &&
      chinese.test(node.text)
    )
      report(node, 'no English beside it');
    ts.forEachChild(node, visit);
  };
  const literals = (node: ts.Node): string[] => {
    const own = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) ? [node.text] : [];
    ts.forEachChild(node, (child) => {
      own.push(...literals(child));
    });
    return own;
  };
  visit(source);
  return found;
}

const home = import.meta.dirname;
const sources = readdirSync(home, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.(test|fixtures)\.tsx?$/.test(path))
  .map((path) => ({ path: relative(home, join(home, path)), text: readFileSync(join(home, path), 'utf8') }));

describe('the desk in English', () => {
  test('everything it says by itself is written in both languages, everything it is told goes through tell()', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.flatMap(({ path, text }) => unspoken(path, text))).toEqual([]);
  });

  const wrong: [string, string][] = [
    ['a text in JSX', 'export const A = () => <p>待办</p>;'],
    ['a label', 'export const A = () => <nav aria-label="筛选" />;'],
    ['a string', "document.title = '窗口';"],
    ['a template', 'export const a = (n: number) => `剩${n}天`;'],
    ['a full-width mark', 'export const A = () => <p>{name}，{place}</p>;'],
    ['nothing beside it', "export const a = t('待办', '');"],
    ['the English forgotten', "export const a = t('待办');"],
    ['Chinese in the English', "export const a = t('待办', '待办 (work)');"],
    ['a Chinese value in the English', 'export const a = t(`剩${n}天`, `${n} d ${late ? "超期" : ""}`);'],
    ['a text without en', "export const a = { zh: '待办' };"],
    ['a text whose en is Chinese', "export const a = { zh: '待办', en: '待办' };"],
    ['a count without a noun', "export const a = many(3, '份');"],
    ['a text shown in Chinese only', 'export const A = () => <p>{row.stepName.zh}</p>;'],
  ];
  test.each(wrong)('planted: %s is found', (_what, text) => {
    expect(unspoken('plant.tsx', text)).not.toEqual([]);
  });

  const right: [string, string][] = [
    ['both side by side', "export const A = () => <p aria-label={t('筛选', 'Filter')}>{t(`剩${n}天`, `${n} d left`)}</p>;"],
    ['a text of both', "export const a = { zh: '待办', en: 'To do' };"],
    ['words of a paper', 'export const a = inChinese(`请补交${name.zh}。`);'],
    ['a mark with nothing beside it', "export const a = t('。', '');"],
    ['the name of the language', "export const a = t('English', '中文');"],
    ['a comment', '/** 待办 */\nexport const a = 1; // 窗口'],
  ];
  test.each(right)('%s is well', (_what, text) => {
    expect(unspoken('well.tsx', text)).toEqual([]);
  });
});
