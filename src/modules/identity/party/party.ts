import { narrow, paperKinds } from '#platform/identifiers';
import type { Text } from '#platform/text';

/** A person or organisation as everybody in the house may hold it: no sealed data, nothing logged. */
export type Party = {
  id: string;
  kind: 'natural' | 'organisation';
  /** In clear; masked on every screen but the party's own and the grounded one. */
  name: string;
  /** Where the party is registered: household or seat. */
  homeRegion: string | null;
  homePath: string | null;
  /** 0 named by somebody, 1 number typed by staff, 2 document seen or card read, 3 proved by the identity service. */
  level: number;
};

/** How an identity document came to be known, and the level it proves. */
export const proofLevels = { named: 0, typed: 1, seen: 2, card: 2, code: 3, 'sign-in': 3, seed: 3 } as const;
/** How an identity document was proved. */
export type ProvedHow = keyof typeof proofLevels;

/** The level a login needs before it is linked to somebody known already. */
export const linkLevel = 2;

/** What `other` is to the party. */
export const relationKinds: Record<string, Text> = {
  mother: { zh: '母亲', en: 'mother' },
  father: { zh: '父亲', en: 'father' },
  son: { zh: '儿子', en: 'son' },
  daughter: { zh: '女儿', en: 'daughter' },
  spouse: { zh: '配偶', en: 'spouse' },
  grandparent: { zh: '祖父母或外祖父母', en: 'grandparent' },
  grandchild: { zh: '孙辈', en: 'grandchild' },
  sibling: { zh: '兄弟姐妹', en: 'sibling' },
  inLaw: { zh: '儿媳、女婿或公婆、岳父母', en: 'in-law' },
  ward: { zh: '被监护人', en: 'ward' },
  guardian: { zh: '监护人', en: 'guardian' },
  neighbour: { zh: '邻居', en: 'neighbour' },
  employer: { zh: '所在单位', en: 'employer' },
  employee: { zh: '单位工作人员', en: 'employee' },
  represented: { zh: '所代表的单位', en: 'organisation represented' },
  legalRepresentative: { zh: '法定代表人或负责人', en: 'legal representative' },
  other: { zh: '其他', en: 'other' },
};
/** The words of relations, for schemas. */
export const relationWords = Object.keys(relationKinds);

const inverses: Record<string, string | ((sex: string | null) => string)> = {
  mother: (sex) => (sex === 'female' ? 'daughter' : sex === 'male' ? 'son' : 'other'),
  father: (sex) => (sex === 'female' ? 'daughter' : sex === 'male' ? 'son' : 'other'),
  spouse: 'spouse',
  grandparent: 'grandchild',
  grandchild: 'grandparent',
  sibling: 'sibling',
  inLaw: 'inLaw',
  ward: 'guardian',
  guardian: 'ward',
  neighbour: 'neighbour',
  employer: 'employee',
  employee: 'employer',
  represented: 'legalRepresentative',
  legalRepresentative: 'represented',
};

/** The same relation seen from the other side; `sex` is the party's own, where a word needs it. */
export function inverseRelation(kind: string, sex: string | null): string {
  const inverse = inverses[kind];
  if (inverse === undefined) return 'other';
  return typeof inverse === 'string' ? inverse : inverse(sex);
}

/** Name of a kind of document; the bare code for one the list does not know. */
export const documentName = (type: string): Text => paperKinds[type] ?? { zh: `证件（${type}）`, en: `document (${type})` };

/** A name as it is stored: composed characters, no outer or double spaces, one kind of middle dot. */
export function cleanName(typed: string): string {
  return narrow(typed)
    .normalize('NFC')
    .replaceAll(/[•・‧∙⋅･]/g, '·')
    .replaceAll(/\s*·\s*/g, '·')
    .replaceAll(/\s+/g, ' ');
}

/** Whether two written names are the same; spaces between Han characters mean nothing. */
export function sameName(a: string, b: string): boolean {
  const plain = (name: string): string =>
    cleanName(name)
      .replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
      .toUpperCase();
  return plain(a) === plain(b);
}

/** What the look-up hash covers: a temporary identity card carries the number of the person's card. */
export const lookupText = (type: string, number: string): string => `${type === '112' ? '111' : type}:${number}`;
