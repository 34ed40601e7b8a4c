// Chinese typesetting of every string people read: in src (TypeScript, JSX) and demo (YAML). A line with `typo-ok` in a comment is let be.
import ts from 'typescript';
import { isMap, isPair, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import { typo } from '../../src/kit/plain/text/typo.ts';
import { listFiles, readText } from './files.mjs';

const HAN = /[\u3400-\u9fff\u{20000}-\u{3ffff}]/u;
/** Stands for a value inside a template: neither Han nor Latin, so that only what is written is judged. */
const HOLE = '\ufffc';
const rules = [
  [/！|(?<=[\u3400-\u9fff])!/, '没有感叹号 (no exclamation marks)'],
  [/(?<=[\u3400-\u9fff])\.{3,}|。{2,}/, '省略号写成… (an ellipsis is one character)'],
  [/\d\s?[-–~～]\s?\d+\s?(?:周岁|岁|天|日|元|人|个|年|月|公里)/, '范围写成80至89 (ranges are written with 至)'],
  [/[\u3400-\u9fff，。、；：？）”》] +[\u3400-\u9fff（“《]/, '汉字之间没有空格 (no space between Han)'],
  [new RegExp(`[\\u3400-\\u9fff] ${HOLE}|${HOLE} [\\u3400-\\u9fff]`), '汉字和变量之间没有空格 (no typed space beside a value)'],
];
const words = /系统繁忙|请?稍后再试|请耐心等待|请正确填写|输入非法|点击这里|立即办理|一键|秒批|五星好评/;
/** What people typed or said is quoted as it is. */
const theirs = new Set(['words', 'aliases', 'queries']);

/** What is wrong with one text, or undefined. */
export function judge(text, own) {
  if (!HAN.test(text)) return undefined;
  // A Chinese name inside an English sentence is English typesetting.
  if ((text.match(/[A-Za-z]/g)?.length ?? 0) > 2 * (text.match(/[\u3400-\u9fff]/g)?.length ?? 0)) return undefined;
  for (const line of text.split('\n')) {
    const plain = line.trim();
    if (!HAN.test(plain)) continue;
    const set = typo(plain);
    if (set !== plain) return `${short(plain)} → ${short(set)}`;
    for (const [pattern, say] of rules) if (pattern.test(plain)) return `${short(plain)}: ${say}`;
    const bad = own && words.exec(plain);
    if (bad) return `${bad[0]}: 换一句说清楚接下来怎么办的话 (say what to do next instead)`;
  }
  return undefined;
}
const short = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text).replaceAll(HOLE, '${}');

function inCode(file, text) {
  const findings = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const lines = text.split('\n');
  const found = (node, value) => {
    const say = judge(value, true);
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
    if (say && !/typo-ok/.test(lines[line] ?? '')) findings.push({ file, line: line + 1, say });
  };
  const visit = (node) => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found(node, raw(node, source));
    else if (ts.isTemplateExpression(node)) {
      found(node, node.head.text + node.templateSpans.map((s) => HOLE + s.literal.text).join(''));
    } else if (ts.isJsxText(node)) found(node, node.text.replace(/\s*\n\s*/g, '\n'));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}
/** As written: a range given by escapes (\u3400) is no text for people. */
const raw = (node, source) => node.getText(source).slice(1, -1).replaceAll("\\'", "'").replaceAll('\\n', '\n');

function inYaml(file, text) {
  const findings = [];
  const counter = new LineCounter();
  const lines = text.split('\n');
  const visit = (node) => {
    if (isScalar(node) && typeof node.value === 'string') {
      const say = judge(node.value, false);
      const line = counter.linePos(node.range?.[0] ?? 0).line;
      if (say && !/typo-ok/.test(lines[line - 1] ?? '')) findings.push({ file, line, say });
    } else if (isMap(node) || isSeq(node))
      for (const item of node.items) {
        if (!isPair(item)) visit(item);
        else if (!theirs.has(String(item.key?.value ?? item.key))) visit(item.value);
      }
  };
  for (const document of parseAllDocuments(text, { lineCounter: counter })) visit(document.contents);
  return findings;
}

export function run({ root }) {
  // What the terminal shows is read there, where nothing draws the space between scripts.
  const code = listFiles(root, /^src\/.*\.tsx?$/).filter(
    (file) => !/^src\/(cli\/|platform\/config\/|[^/]*$)|\.test\.tsx?$|fixtures|-words\.ts$/.test(file),
  );
  const data = listFiles(root, /^demo\/.*\.ya?ml$/);
  return [
    ...code.flatMap((file) => {
      const text = readText(root, file);
      return HAN.test(text) ? inCode(file, text) : [];
    }),
    ...data.flatMap((file) => inYaml(file, readText(root, file))),
  ];
}
