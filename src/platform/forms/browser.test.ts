import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { effectiveForm, parseFormData, validate } from '#platform/forms';
import { evaluate } from '#platform/rules';
import { exampleForm, goodValues } from './example.form.ts';
import { projectRoot } from '#platform/config';

type Vectors = { today: string; regionPaths: Record<string, string[]>; cases: { expr: unknown; facts: Record<string, unknown> }[] };
const vectors = JSON.parse(readFileSync(join(projectRoot(), 'src/platform/rules/vectors.json'), 'utf8')) as Vectors;

/** Runs the browser bundle of these rooms with web globals only: no process, no Buffer, no require. */
const context = createContext({ URL });
const inBrowser = (code: string, data: unknown): unknown =>
  JSON.parse(runInContext(`JSON.stringify((${code})(${JSON.stringify(data)}))`, context) as string);
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

beforeAll(async () => {
  const root = new URL('../../..', import.meta.url).pathname;
  const { outputFiles } = await build({
    stdin: {
      contents: "export * as rules from '#platform/rules'; export * as forms from '#platform/forms';",
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    platform: 'browser',
    target: 'es2018',
    format: 'iife',
    globalName: 'tongban',
    minify: true,
    logLevel: 'silent',
  });
  runInContext(`${outputFiles[0]!.text};this.tongban = tongban;`, context);
});

describe('the browser says what the server says', () => {
  test('there is no Node in it', () => {
    expect(inBrowser('() => [typeof process, typeof Buffer, typeof require]', null)).toEqual(['undefined', 'undefined', 'undefined']);
  });

  test('every shared vector, with reasons and trace', () => {
    const there = inBrowser(
      'v => v.cases.map(c => tongban.rules.evaluate(c.expr, c.facts, { today: v.today, regionPath: code => v.regionPaths[code] }))',
      vectors,
    ) as unknown[];
    const regionPath = (code: string) => (vectors.regionPaths as Record<string, string[]>)[code];
    const here = vectors.cases.map((one) => asJson(evaluate(one.expr, one.facts, { today: vectors.today, regionPath })));
    expect(there).toEqual(here);
  });

  const answers: [string, object, object][] = [
    ['good answers', goodValues, { who: 'self' }],
    ['nothing at all', {}, {}],
    [
      'many faults',
      {
        name: '陈3',
        idNumber: '32990119440617002',
        born: '1944-2-30',
        phone: '12',
        home: '329901',
        income: '一千',
        wants: ['x'],
        family: [{ born: '1970-01-01' }],
        note: '写'.repeat(40),
      },
      { who: 'relative' },
    ],
  ];
  test.each(answers)('%s: the same form, the same errors, word for word', (_, values, facts) => {
    const setting = { today: '2026-11-24', mode: 'submit' as const };
    const there = inBrowser(
      'd => [tongban.forms.effectiveForm(d.form, d.values, d.facts, d.setting), tongban.forms.validate(d.form, d.values, d.facts, d.setting)]',
      {
        form: exampleForm,
        values,
        facts,
        setting,
      },
    );
    expect(there).toEqual(
      asJson([
        effectiveForm(exampleForm, values as never, facts as never, setting),
        validate(exampleForm, values as never, facts as never, setting),
      ]),
    );
  });

  test('posted inputs', () => {
    const pairs = [
      ['name', ' 陈桂兰 '],
      ['born.y', '19440617'],
      ['born.m', ''],
      ['born.d', ''],
      ['home.county', '329901'],
      ['home.town', '329901101'],
      ['wants', 'sms'],
      ['wants', 'post'],
      ['family[1].name', '周建华'],
      ['income', '１,284.50元'],
      ['note', '一\r\n二'],
    ] as const;
    expect(inBrowser('d => tongban.forms.parseFormData(d.form, d.pairs)', { form: exampleForm, pairs })).toEqual(
      asJson(parseFormData(exampleForm, pairs)),
    );
  });
});
