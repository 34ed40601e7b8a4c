import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '#platform/config';
import { checkIdNumber, checkUscc } from '#platform/identifiers';
import { openTestHouse, type TestHouse } from '#platform/testing';
import { listPosts, seedCity } from '#identity';
import { findOrgan, listAncestors } from '#places';
import { readCity } from './city-files.ts';

let t: TestHouse;
beforeAll(async () => {
  t = await openTestHouse();
  await seedCity(t.house);
});
afterAll(() => t.close());

type Office = { level?: string; organKind?: string };
type Handling = { competence?: Office & { overrides?: Office[] }; steps?: { office: string | Office }[] };

describe('the demonstration city', () => {
  it('has for every office the items name an organ with two approvers, in town, county and city (I13)', async () => {
    const folder = join(projectRoot(), 'demo/catalog/items');
    const handlings = readdirSync(folder).flatMap(
      (file) => (parse(readFileSync(join(folder, file), 'utf8')) as { handlings?: Handling[] }).handlings ?? [],
    );
    const offices = handlings.flatMap(({ competence, steps }) => [
      ...(competence === undefined ? [] : [competence, ...(competence.overrides ?? []).map((o) => ({ ...competence, ...o }))]),
      ...(steps ?? []).flatMap(({ office }) => (typeof office === 'string' ? [] : [office])),
    ]);
    const wanted = new Set(
      offices.flatMap(({ level, organKind }) => (level === undefined || organKind === undefined ? [] : [`${level} ${organKind}`])),
    );
    expect(wanted.size).toBeGreaterThan(5);
    const missing: string[] = [];
    for (const one of wanted) {
      const [level, kind = ''] = one.split(' ');
      for (const village of ['329901101201', '329901001001', '329901102201', '329902101201', '329902102202']) {
        const region = (await listAncestors(t.house.db, village)).find((r) => r.level === level);
        const organ = region && (await findOrgan(t.house.db, { kind, regionCode: region.code }));
        const posts = organ === undefined ? [] : await listPosts(t.house.db, { today: '2026-11-25', organId: organ.id, role: 'approver' });
        if (posts.length < 2) missing.push(`${one}: ${region?.name}: ${organ?.name ?? 'no organ'}, ${posts.length} approvers`);
      }
    }
    expect(missing).toEqual([]);
  });
  it('has a clerk at every hall and town', async () => {
    const clerks = await listPosts(t.house.db, { today: '2026-11-25', role: 'clerk' });
    const regions = new Set(clerks.map((c) => c.regionCode));
    for (const code of ['329900', '329901', '329902', '329901101', '329901102', '329901001', '329902101', '329902102'])
      expect(regions.has(code), code).toBe(true);
    expect(new Set(clerks.map((c) => c.windowId)).size).toBe(clerks.length);
  });
  it('carries valid, distinct and fictional numbers only', () => {
    const city = readCity();
    const people = [...city.people, ...city.staff];
    for (const p of people) {
      const checked = checkIdNumber(p.idNumber);
      expect(checked, p.key).toMatchObject({ ok: true, birth: p.birth, sex: p.sex, region: '329901' });
    }
    expect(new Set(people.map((p) => p.idNumber)).size).toBe(people.length);
    for (const o of city.organisations) expect(checkUscc(o.uscc).ok, o.key).toBe(true);
    const organs = parse(readFileSync(join(projectRoot(), 'demo/city/organs.yaml'), 'utf8')) as { organs: { key: string; uscc: string }[] };
    for (const o of organs.organs) expect(checkUscc(o.uscc).ok, o.key).toBe(true);
    expect(new Set(organs.organs.map((o) => o.uscc)).size).toBe(organs.organs.length);
  });
});
