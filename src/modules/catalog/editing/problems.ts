/** What can stand in the way of an editor, with what to do next. */
import type { Json, Problem } from '#platform/errors';
import { problem } from '#platform/errors';
import type { Text } from '#platform/text';
import type { OperationFault } from './operations.ts';

export const noCopy = (): Problem =>
  problem(
    'notFound',
    'catalog.no-copy',
    { zh: '没有这份编辑稿。', en: 'There is no such working copy.' },
    { zh: '请回到事项列表，从那里打开。', en: 'Go back to the list of items and open it from there.' },
  );

export const notEditing = (): Problem =>
  problem(
    'conflict',
    'catalog.not-editing',
    {
      zh: '这份编辑稿现在不能改：它在审核、等着公布或者已经结束。',
      en: 'This copy cannot be changed: it is under review, waiting to be published, or ended.',
    },
    { zh: '要改，请先撤回来；已经公布的，请新建一份编辑稿。', en: 'Take it back first; if it is published, begin a new copy.' },
  );

/** Somebody else changed the same place: both values are shown, nothing was lost. */
export const editConflict = (data: { path: string[]; yours: Json; theirs: Json; base: Json; by: string; rev: number }): Problem =>
  problem(
    'conflict',
    'catalog.edit-conflict',
    { zh: `“${data.by}”刚刚也改了这一处，两边不一样。`, en: `${data.by} has just changed the same place to something else.` },
    {
      zh: '两边的内容都在下面。请选一个再存；您这次的改动还没有存进去。',
      en: 'Both are shown. Choose one and save again; yours is not saved yet.',
    },
    { data: data as unknown as Json },
  );

export const badValue = (path: readonly string[], why: Text): Problem =>
  problem(
    'invalid',
    'catalog.bad-value',
    why,
    { zh: '请按提示改一改再存，其余的都在。', en: 'Change it as said and save again; everything else is kept.' },
    {
      fields: [{ field: path.join('/'), say: why }],
    },
  );

const faults: Record<OperationFault['code'], Text> = {
  'no-place': { zh: '事项里已经没有这一处了。', en: 'There is no such place any more.' },
  'no-row': { zh: '这一行已经被删掉了。', en: 'This row has been removed.' },
  'row-taken': { zh: '已经有一行用了这个标识。', en: 'Another row has this identifier.' },
  'row-id': {
    zh: '这一行要有自己的标识，而且不能改；要换标识，请复制一行再删旧的。',
    en: 'A row needs its identifier and keeps it; to change it, copy the row and remove the old one.',
  },
  'not-a-list': { zh: '这里不是一行一行的，请整个写。', en: 'This is not a list of rows; write it as a whole.' },
};

export const cannotChange = (fault: OperationFault): Problem =>
  problem(
    fault.code === 'no-row' || fault.code === 'no-place' ? 'conflict' : 'invalid',
    `catalog.change-${fault.code}`,
    faults[fault.code],
    { zh: '请刷新看看现在的样子，再改一次。', en: 'Reload to see how it is now, then change it again.' },
    { data: { path: [...fault.path] } },
  );

export const outsideRegion = (): Problem =>
  problem(
    'forbidden',
    'catalog.outside-region',
    {
      zh: '您只能改本地区的办法，共同的部分由上级来改。',
      en: 'You may change what is your region’s own; the common part is changed above.',
    },
    {
      zh: '要和上级不一样，请写在本地区的“本地不同”里，或给上级留一条意见。',
      en: 'Write it as a local difference of your region, or leave a comment for the editors above.',
    },
  );

export const nothingToUndo = (what: 'undo' | 'redo'): Problem =>
  problem(
    'conflict',
    `catalog.nothing-to-${what}`,
    what === 'undo'
      ? { zh: '您没有可以撤销的改动了。', en: 'You have nothing left to undo.' }
      : { zh: '没有可以重做的改动。', en: 'There is nothing to do again.' },
    { zh: '请接着改。', en: 'Please go on.' },
  );

/** Others have worked on top of what would be taken back. */
export const builtUpon = (by: string, path: readonly string[]): Problem =>
  problem(
    'conflict',
    'catalog.built-upon',
    { zh: `“${by}”后来改过同一处，不能直接撤销。`, en: `${by} has changed the same place since; it cannot simply be taken back.` },
    { zh: '请在这一处直接改成您要的样子。', en: 'Write what you want in that place.' },
    { data: { path: [...path] } },
  );
