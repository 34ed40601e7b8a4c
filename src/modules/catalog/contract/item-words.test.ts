import { describe, expect, test } from 'vitest';
import { itemTypes } from '../document/item.format.ts';
import { itemDocumentSchema } from '../document/item.format.ts';
import { type ChoiceList, itemChoices, memberWords } from './item-words.ts';

type Node = Record<string, unknown>;
const at = (node: Node, ...path: string[]): Node => path.reduce((n, step) => n[step] as Node, node);
const root = itemDocumentSchema as unknown as Node;
const handling = at(root, 'properties', 'handlings', 'items', 'properties');
const material = at(handling, 'materials', 'items', 'properties');
const route = at(material, 'routes', 'items', 'properties');
const step = at(handling, 'steps', 'items', 'properties');
const values = (list: ChoiceList): unknown[] => itemChoices[list].map((one) => one.value).toSorted();

describe('what may be chosen at the screens', () => {
  test('is what the schema of a document takes, all of it and nothing else', () => {
    const pairs: [ChoiceList, Node][] = [
      ['need', at(material, 'need')],
      ['mode', at(material, 'mode')],
      ['form', at(material, 'form')],
      ['materialSource', at(material, 'source')],
      ['materialType', at(material, 'type')],
      ['route', at(route, 'route')],
      ['state', at(route, 'state')],
      ['caseType', at(handling, 'caseType')],
      ['role', at(step, 'role')],
      ['delivery', at(handling, 'delivery', 'items')],
      ['depth', at(handling, 'online', 'properties', 'depth', 'items')],
      ['answerKind', at(handling, 'answers', 'items', 'properties', 'kind')],
      ['resultType', at(handling, 'results', 'items', 'properties', 'type')],
      ['receiveMode', at(handling, 'competence', 'properties', 'receive', 'items', 'properties', 'mode')],
      ['level', at(handling, 'competence', 'properties', 'level')],
      ['outcome', at(handling, 'examples', 'items', 'properties', 'expect', 'properties', 'outcome')],
      ['objects', at(root, 'properties', 'objects', 'items')],
    ];
    for (const [list, schema] of pairs) expect([list, values(list)]).toEqual([list, (schema['enum'] as unknown[]).toSorted()]);
    expect(values('type')).toEqual(Object.keys(itemTypes).toSorted());
  });
  test('every part of a document has a name in Chinese and English', () => {
    const nameless: string[] = [];
    const walk = (node: Node): void => {
      for (const [name, child] of Object.entries((node['properties'] as Record<string, Node> | undefined) ?? {})) {
        if (memberWords[name]?.en === undefined && !hidden.has(name)) nameless.push(name);
        walk(child);
      }
      for (const one of [node['items'], ...((node['anyOf'] as Node[] | undefined) ?? [])]) if (one !== undefined) walk(one as Node);
    };
    walk(root);
    expect([...new Set(nameless)]).toEqual([]);
  });
});

// What tells rows apart and what only programmes read.
const hidden = new Set(['id', 'key', 'format', 'use', 'changes', 'path']);
