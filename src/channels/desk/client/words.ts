import type { LampWord } from '#contracts/cases';
import { sayDay } from '#kit/plain';
import { today } from './api.ts';
import { lang, t } from './language.ts';

/** 11月27日(周五), Fri 27 Nov; with the year when it is another one. */
export const dayWords = (day: string | null): string => (day === null ? '' : sayDay(day, lang, Number(today().slice(0, 4))));

/** 11-27周五, Fri 27 Nov: for tables. */
export function dayShort(day: string | null): string {
  if (day === null) return '';
  return t(`${day.slice(5)}周${'日一二三四五六'[new Date(`${day}T00:00:00Z`).getUTCDay()]}`, sayDay(day, 'en'));
}

/** 3份, 3 papers: how many there are. */
export const many = (n: number, zh: string, one: string, more = `${one}s`): string => t(`${n}${zh}`, `${n} ${n === 1 ? one : more}`);

/** 11-18 20:31 in Shanghai. */
export function momentShort(iso: string): string {
  return new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
}

/** The word beside a lamp; a lamp never stands without one. */
export function lampWords(lamp: LampWord, left: number | null): string {
  switch (lamp) {
    case 'done':
      return t('办结', 'Closed');
    case 'still':
      return t('停表', 'Clock stopped');
    case 'you':
      return t('等申请人', 'With the applicant');
    case 'over':
      return t(`法定超期${Math.abs(left ?? 0)}天`, `${Math.abs(left ?? 0)} d past the legal limit`);
    case 'bad':
      return t(`超期${Math.abs(left ?? 0)}天`, `${Math.abs(left ?? 0)} d overdue`);
    case 'warn':
      if (left !== null && left < 0) return t(`本步超期${-left}天`, `Step ${-left} d overdue`);
      return left === 0 ? t('今天到期', 'Due today') : t(`剩${left ?? 0}天`, `${left ?? 0} d left`);
    case 'ok':
      return left === null ? t('正常', 'On time') : t(`剩${left}天`, `${left} d left`);
  }
}

/** Which version of an item is being worked with. */
export const versionWords = (n: number): string => t(`第${n}版，与网上同一份。`, `Version ${n}, the same as online. `);

/** Doors as the desk names them. */
export const doorWords: Record<string, string> = {
  portal: t('网上', 'Online'),
  window: t('窗口', 'Window'),
  desk: t('工作台', 'Desk'),
  partner: t('部门系统', 'Department system'),
  system: t('系统', 'System'),
};

/** Trust of a material (A issued … D declared). */
export const trustWords: Record<string, string> = {
  A: t('A级，机关签发', 'A, issued by an organ'),
  B: t('B级，窗口核过', 'B, checked at a window'),
  C: t('C级，本人上传', 'C, uploaded'),
  D: t('D级，本人声明', 'D, declared'),
};

/** How a material is given. */
export const routeWords: Record<string, string> = {
  file: t('文件', 'File'),
  seen: t('看过原件', 'Original seen'),
  earlierCase: t('以前办件里有', 'From an earlier case'),
  promise: t('承诺', 'Promise'),
  later: t('先收后补', 'To follow'),
};

/** What somebody is to the visitor; the words the server knows. */
export const relations: readonly { value: string; name: string }[] = [
  { value: 'mother', name: t('母亲', 'mother') },
  { value: 'father', name: t('父亲', 'father') },
  { value: 'spouse', name: t('配偶', 'spouse') },
  { value: 'son', name: t('儿子', 'son') },
  { value: 'daughter', name: t('女儿', 'daughter') },
  { value: 'grandparent', name: t('祖父母或外祖父母', 'grandparent') },
  { value: 'grandchild', name: t('孙辈', 'grandchild') },
  { value: 'sibling', name: t('兄弟姐妹', 'brother or sister') },
  { value: 'inLaw', name: t('儿媳、女婿或公婆、岳父母', 'relative by marriage') },
  { value: 'ward', name: t('被监护人', 'ward') },
  { value: 'neighbour', name: t('邻居', 'neighbour') },
  { value: 'represented', name: t('所代表的单位', 'organisation represented') },
  { value: 'employer', name: t('所在单位', 'employer') },
  { value: 'legalRepresentative', name: t('法定代表人或负责人', 'legal representative or head') },
  { value: 'other', name: t('其他', 'other') },
];

/** A relation in words; what is not in the list was written in words already. */
export const relationWord = (kind: string): string => relations.find((r) => r.value === kind)?.name ?? kind;
