import { handlingSections } from './handling-sections.ts';
import { itemSections } from './item-sections.ts';
import type { Section } from './spec-parts.ts';

/** The screens, in the order in which an item is written. */
export const sections: readonly Section[] = [...itemSections, ...handlingSections];

/** The screen a fault is mended on. */
export function sectionOf(path: readonly string[]): Section | undefined {
  const name = path[0] === 'handlings' && path.length > 1 ? path[2] : path[0];
  const of = path[0] === 'handlings' ? 'handling' : 'item';
  return sections.find((section) => section.of === of && name !== undefined && section.members.includes(name));
}
