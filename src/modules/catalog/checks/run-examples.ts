/** Examples are tests: a version whose examples do not come out as written is not published. */
import type { ItemContent, ItemExample } from '../document/content.ts';
import { evaluate } from '../guide/evaluate.ts';
import type { Evaluation, LineStatus } from '../guide/evaluation.ts';
import { collector, type Check, type CheckContext } from './check-context.ts';

/** What one example got wrong, in words; empty when it came out as written. */
export function exampleFaults(content: ItemContent, example: ItemExample, regions?: CheckContext['regions']): string[] {
  const result = evaluate(content, example.facts, {
    today: example.today,
    held: example.held ?? [],
    regionPath: [content.overlay.region],
    ...(regions === undefined ? {} : { regions }),
  });
  const { expect } = example;
  const faults: string[] = [];
  for (const [id, wanted] of Object.entries(expect.conditions ?? {})) {
    const got = result.conditions.find((c) => c.id === id);
    const state = wanted === true ? 'met' : wanted === false ? 'notMet' : 'unknown';
    if (got === undefined) faults.push(`没有条件“${id}”`);
    else if (got.state !== state)
      faults.push(
        `条件“${id}”应当${say[state]}，算出来${say[got.state]}${got.missing.length > 0 ? `（还不知道：${got.missing.join('、')}）` : ''}`,
      );
  }
  const sets: [LineStatus, string[] | undefined, string][] = [
    ['bring', expect.list, '要带的'],
    ['waived', expect.waived, '免交的'],
    ['optional', expect.optional, '可带可不带的'],
    ['promiseLater', expect.promiseLater, '可以后补的'],
  ];
  for (const [status, wanted, name] of sets) if (wanted !== undefined) faults.push(...difference(name, wanted, linesOf(result, status)));
  if (expect.questions !== undefined && expect.questions.join() !== result.questions.map((q) => q.id).join())
    faults.push(`应当依次问：${expect.questions.join('、')}；实际：${result.questions.map((q) => q.id).join('、')}`);
  if (expect.outcome !== undefined && expect.outcome !== result.outcome.kind)
    faults.push(
      `结论应当是${expect.outcome}，算出来是${result.outcome.kind}${result.nextQuestion === null ? '' : `（还没回答“${result.nextQuestion}”）`}`,
    );
  if (expect.item !== undefined && expect.item !== result.outcome.item) faults.push(`应当指到事项“${expect.item}”`);
  const from = result.rightsFrom?.day ?? null;
  if (expect.rightsFrom !== undefined && expect.rightsFrom !== from)
    faults.push(`应当从${expect.rightsFrom ?? '不知道哪天'}起算，算出来是${from ?? '不知道哪天'}`);
  if (expect.fields !== undefined) {
    const shown = new Set(Object.keys(result.form.schema.properties));
    for (const id of expect.fields.shown ?? []) if (!shown.has(id)) faults.push(`字段“${id}”应当出现`);
    for (const id of expect.fields.hidden ?? []) if (shown.has(id)) faults.push(`字段“${id}”不应当出现`);
  }
  return faults;
}

const say = { met: '满足', notMet: '不满足', unknown: '不知道' } as const;

function linesOf(result: Evaluation, status: LineStatus): string[] {
  return result.lines.filter((line) => line.status === status).map((line) => line.id);
}

function difference(name: string, wanted: string[], got: string[]): string[] {
  const missing = wanted.filter((id) => !got.includes(id));
  const extra = got.filter((id) => !wanted.includes(id));
  if (missing.length + extra.length === 0) return [];
  return [
    `${name}材料不对：${missing.length > 0 ? `少了${missing.join('、')}` : ''}${missing.length > 0 && extra.length > 0 ? '，' : ''}${extra.length > 0 ? `多了${extra.join('、')}` : ''}`,
  ];
}

/**
 * The examples a region's version is tested by: its own where it has any (a place with a register of its own has other lists),
 * otherwise those that name no region.
 */
export function examplesFor(content: ItemContent): ItemExample[] {
  const own = content.examples.filter((e) => e.region === content.overlay.region);
  return own.length > 0 ? own : content.examples.filter((e) => e.region === undefined);
}

export const checkExamples: Check = (context) => {
  const { issues, here } = collector(context);
  const names = new Set<string>();
  const mine = new Set(examplesFor(context.content));
  if (mine.size === 0) here(['examples'], 'example-none', `没有一个例子适用于“${context.content.overlay.region}”`);
  context.content.examples.forEach((example, i) => {
    if (names.has(example.name)) here(['examples', i], 'duplicate-id', `有两个例子都叫“${example.name}”`);
    names.add(example.name);
    const known = new Set([...context.content.questions.map((q) => q.id), ...Object.keys(context.content.form.properties)]);
    for (const fact of Object.keys(example.facts))
      if (!known.has(fact) && !fact.startsWith('applicant.') && fact !== 'agent')
        here(['examples', i, 'facts', fact], 'example-fact', `例子里的“${fact}”既不是问题，也不是字段`);
    if (example.region !== undefined && !context.document.overlays.some((o) => o.region === example.region))
      here(['examples', i, 'region'], 'example-region', `这件事在“${example.region}”没有单独的办法，例子用不上`);
    if (!mine.has(example)) return;
    for (const fault of exampleFaults(context.content, example, context.regions))
      here(['examples', i], 'example-failed', `例子“${example.name}”没通过：${fault}`);
  });
  if (context.content.conditions.length > 0 && !context.content.examples.some((e) => e.expect.list !== undefined))
    here(['examples'], 'example-list', '至少要有一个例子写出清单（expect.list）');
  return issues;
};
