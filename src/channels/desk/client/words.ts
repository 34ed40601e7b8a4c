import type { LampWord } from '#contracts/cases';

/** 11月27日(周五). */
export function dayWords(day: string | null): string {
  if (day === null) return '';
  const date = new Date(`${day}T00:00:00Z`);
  return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日（周${'日一二三四五六'[date.getUTCDay()]}）`;
}

/** 11-27周五, for tables. */
export function dayShort(day: string | null): string {
  if (day === null) return '';
  return `${day.slice(5)}周${'日一二三四五六'[new Date(`${day}T00:00:00Z`).getUTCDay()]}`;
}

/** 11-18 20:31 in Shanghai. */
export function momentShort(iso: string): string {
  return new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
}

/** The word beside a lamp; a lamp never stands without one. */
export function lampWords(lamp: LampWord, left: number | null): string {
  switch (lamp) {
    case 'done':
      return '办结';
    case 'still':
      return '停表';
    case 'you':
      return '等申请人';
    case 'over':
      return `法定超期${Math.abs(left ?? 0)}天`;
    case 'bad':
      return `超期${Math.abs(left ?? 0)}天`;
    case 'warn':
      if (left !== null && left < 0) return `本步超期${-left}天`;
      return left === 0 ? '今天到期' : `剩${left ?? 0}天`;
    case 'ok':
      return left === null ? '正常' : `剩${left}天`;
  }
}

/** Doors as the desk names them. */
export const doorWords: Record<string, string> = { portal: '网上', window: '窗口', desk: '工作台', partner: '部门系统', system: '系统' };

/** Trust of a material (A issued … D declared). */
export const trustWords: Record<string, string> = { A: 'A级，机关签发', B: 'B级，窗口核过', C: 'C级，本人上传', D: 'D级，本人声明' };

/** How a material is given. */
export const routeWords: Record<string, string> = {
  file: '文件',
  seen: '看过原件',
  earlierCase: '以前办件里有',
  promise: '承诺',
  later: '先收后补',
};

/** What somebody is to the visitor; the words the server knows. */
export const relations: readonly { value: string; name: string }[] = [
  { value: 'mother', name: '母亲' },
  { value: 'father', name: '父亲' },
  { value: 'spouse', name: '配偶' },
  { value: 'son', name: '儿子' },
  { value: 'daughter', name: '女儿' },
  { value: 'grandparent', name: '祖父母或外祖父母' },
  { value: 'grandchild', name: '孙辈' },
  { value: 'sibling', name: '兄弟姐妹' },
  { value: 'inLaw', name: '儿媳、女婿或公婆、岳父母' },
  { value: 'ward', name: '被监护人' },
  { value: 'neighbour', name: '邻居' },
  { value: 'represented', name: '所代表的单位' },
  { value: 'employer', name: '所在单位' },
  { value: 'legalRepresentative', name: '法定代表人或负责人' },
  { value: 'other', name: '其他' },
];

/** A relation in words; what is not in the list was written in words already. */
export const relationWord = (kind: string): string => relations.find((r) => r.value === kind)?.name ?? kind;
