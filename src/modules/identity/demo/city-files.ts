import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '#platform/config';

/** A fictional person as `demo/city` writes him. */
export type DemoPerson = {
  key: string;
  name: string;
  sex: 'male' | 'female';
  birth: string;
  idNumber: string;
  home: string;
  address: string;
  phone?: string;
  email?: string;
  /** Listed on the demonstration sign-in page. */
  signIn?: boolean;
  who?: string;
  whoEn?: string;
};

/** A fictional organisation. */
export type DemoOrganisation = {
  key: string;
  name: string;
  uscc: string;
  home: string;
  address: string;
  phone?: string;
  legalRepresentative: string;
};

/** A fictional member of staff; one post per organ named. */
export type DemoStaff = DemoPerson & {
  number: string;
  posts: {
    key: string;
    role: 'clerk' | 'approver' | 'manager' | 'sysadmin' | 'secadmin' | 'auditor' | 'editor' | 'reviewer';
    organs: string[];
    region: string;
    window?: string;
    point?: string;
    items?: string[];
    title: string;
    en?: string;
  }[];
};

/** Everything about people in the demonstration city. */
export type DemoCity = {
  people: DemoPerson[];
  organisations: DemoOrganisation[];
  relations: { party: string; other: string; kind: string }[];
  staff: DemoStaff[];
  partners: { key: string; name: string; organ: string; secret: string }[];
  /** Only their names, for lists; `places` loads the rest. */
  organs: { key: string; name: string; en?: string }[];
};

/** Folder of the demonstration city. */
export const cityFolder = (): string => join(projectRoot(), 'demo/city');

/** Reads the people of the demonstration city. */
export function readCity(folder = cityFolder()): DemoCity {
  const read = <T>(file: string): T => parse(readFileSync(join(folder, file), 'utf8')) as T;
  return {
    ...read<Pick<DemoCity, 'people' | 'organisations' | 'relations'>>('people.yaml'),
    ...read<Pick<DemoCity, 'staff' | 'partners'>>('staff.yaml'),
    ...read<Pick<DemoCity, 'organs'>>('organs.yaml'),
  };
}
