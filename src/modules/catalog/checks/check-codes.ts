/** Codes: shape and composition of 12, 31 and 33 digits (GB/T 39554), duplicates of ids inside a handling. */
import { checkUscc } from '#platform/identifiers';
import { collector, type Check } from './check-context.ts';

export const checkCodes: Check = (context) => {
  const { content: c, document } = context;
  const { issues, here, top } = collector(context);
  if (c.item.basic !== undefined && c.item.basic.slice(2, 4) !== c.item.type)
    top(['basic'], 'basic-type', `基本编码第3、4位是“${c.item.basic.slice(2, 4)}”，和事项类型“${c.item.type}”对不上`);
  if (c.overlay.organ !== undefined) {
    const uscc = checkUscc(c.overlay.organ.uscc);
    if (!uscc.ok) top(['overlays', context.overlayIndex, 'organ', 'uscc'], 'uscc', uscc.say.zh);
    if (c.item.basic === undefined)
      top(['overlays', context.overlayIndex, 'organ'], 'basic-missing', '要编31位实施编码，先要有12位基本编码（basic）');
  }
  if (context.overlayIndex === 0) {
    const first = document.handlings.findIndex((h) => h.key === c.handling.key);
    if (first !== context.handlingIndex) here(['key'], 'duplicate-id', `有两个办理项都叫“${c.handling.key}”`);
    const seq = document.handlings.findIndex((h) => h.seq === c.handling.seq);
    if (seq !== context.handlingIndex) here(['seq'], 'duplicate-id', `有两个办理项的序号都是“${c.handling.seq}”`);
  }
  const fields = Object.keys(c.form.properties);
  const taken = new Map<string, string>(fields.map((id) => [id, '表单字段']));
  c.questions.forEach((q, i) => {
    const before = taken.get(q.id);
    if (before !== undefined) here(['questions', i, 'id'], 'duplicate-id', `“${q.id}”已经是${before}了，情形问题要换一个名字`);
    taken.set(q.id, '情形问题');
  });
  for (const [list, name] of [
    ['conditions', '条件'],
    ['materials', '材料'],
    ['groups', '材料组'],
    ['steps', '环节'],
    ['answers', '答案'],
  ] as const) {
    const seen = new Set<string>();
    (c[list] as { id: string }[]).forEach((row, i) => {
      if (seen.has(row.id)) here([list, i, 'id'], 'duplicate-id', `有两个${name}都叫“${row.id}”`);
      seen.add(row.id);
    });
  }
  const regions = document.overlays.map((o) => o.region);
  const double = regions.findIndex((r, i) => regions.indexOf(r) !== i);
  if (double >= 0 && context.overlayIndex === double)
    top(['overlays', double, 'region'], 'duplicate-id', `区划“${regions[double]}”写了两遍`);
  return issues;
};
