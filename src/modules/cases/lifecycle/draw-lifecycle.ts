import { edgesOf, stateNames, table } from './case.ts';
import { type CaseState, restingStates, states } from './facts.ts';
import type { Doer } from './verbs.ts';
import { verbNames } from './verbs.ts';

const doers: Readonly<Record<Doer, string>> = { applicant: '申请人', staff: '工作人员', system: '系统', department: '部门系统' };

const edges = (): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const rule of table)
    for (const [from, to] of edgesOf(rule))
      if (from !== to) found.set(`${from} ${to}`, [...(found.get(`${from} ${to}`) ?? []), verbNames[rule.verb].zh]);
  return found;
};

/** The lifecycle as `docs/lifecycle.md`: drawn from the table, never by hand. */
export function drawLifecycle(): string {
  const node = (s: CaseState): string => `  state "${stateNames[s].zh}" as ${s}`;
  const lines = [...edges()].map(([key, verbs]) => {
    const [from, to] = key.split(' ');
    return `  ${from} --> ${to} : ${[...new Set(verbs)].join('、')}`;
  });
  const list = (names: Iterable<CaseState>): string => [...new Set(names)].map((s) => stateNames[s].zh).join('；');
  const who = (by: readonly Doer[]): string => by.map((b) => doers[b]).join('、');
  const moving = table.flatMap((r) => {
    const moves = edgesOf(r).filter(([from, to]) => from !== to);
    return moves.length === 0
      ? []
      : [
          `| ${verbNames[r.verb].zh} | \`${r.verb}\` | ${list(moves.map(([from]) => from))} | ${list(moves.map(([, to]) => to))} | ${who(r.by)} |`,
        ];
  });
  const within = table.flatMap((r) => {
    const stays = edgesOf(r).filter(([from, to]) => from === to);
    return stays.length === 0
      ? []
      : [
          `| ${verbNames[r.verb].zh} | \`${r.verb}\` | ${stays.length === states.length ? '任何状态' : list(stays.map(([from]) => from))} | ${who(r.by)} |`,
        ];
  });
  return [
    '# 办件的一生',
    '',
    '<!-- Generated from src/modules/cases/lifecycle by `draw-lifecycle.test.ts`; do not edit. UPDATE_DOCS=1 npx vitest run src/modules/cases/lifecycle -->',
    '',
    `States are few, the open steps say the rest. Whether a deed may be done now is read from the procedure regime of the item version. Resting states (${restingStates.map((s) => stateNames[s].zh).join('、')}) wait for nobody.`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...states.map(node),
    `  [*] --> received : ${verbNames.submit.zh}`,
    ...lines,
    '```',
    '',
    '## 改变状态的动作',
    '',
    '| 动作 | verb | 从 | 到 | 谁来做 |',
    '|---|---|---|---|---|',
    ...moving,
    '',
    '## 不改变状态的动作',
    '',
    '| 动作 | verb | 在 | 谁来做 |',
    '|---|---|---|---|',
    ...within,
    '',
    '## 时钟',
    '',
    '| 状态 | 走的钟 | 停着的钟 |',
    '|---|---|---|',
    '| 已收件 | 告知期限：受理，或一次说清缺什么 | – |',
    '| 等您补正 | 答复期限，从告知书送达起算 | 告知期限 |',
    '| 已受理，办理中 | 办理期限：承诺和法定 | – |',
    '| 特别程序中 | – | 办理期限，按整天扣 |',
    '| 已有结果 | 送达期限 | – |',
    '| 其余 | – | – |',
    '',
    '到期没有人办：系统只提醒、转负责人；程序类型写明“视为受理”“视为准予”的才发生效果，从不由系统拒绝、终止或办结。',
    '',
  ].join('\n');
}
