import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous } from '#platform/actor';
import { projectRoot } from '#platform/config';
import { type App, createApp, mountRoutes } from '#platform/http';
import { openTestHouse, type TestHouse } from '#platform/testing';
import {
  ancestorAt,
  findOrgan,
  findPointByKey,
  findRegionsByName,
  findWindowByKey,
  getRegion,
  importRegions,
  isWithin,
  listAncestors,
  listChildren,
  listOrgans,
  listPointsFor,
  listWindows,
  loadPlaces,
  pathWithin,
  placesRoutes,
  regionLabel,
  regionLabels,
} from '#places';

let t: TestHouse;
let app: App;
const folder = join(projectRoot(), 'demo/city');
beforeAll(async () => {
  t = await openTestHouse();
  await loadPlaces(t.house, folder);
  app = await createApp({ house: t.house, version: 'test' });
  mountRoutes(app, placesRoutes, { house: t.house, resolveActor: async () => anonymous(), permits: () => false });
});
afterAll(async () => {
  await app.close();
  await t.close();
});

describe('divisions', () => {
  it('know their level, their way up and their full name', async () => {
    const village = await getRegion(t.house.db, '329901101201');
    expect(village).toMatchObject({ name: '荷塘村', level: 'village', kind: 'village', path: '329900/329901/329901101/329901101201' });
    expect((await listAncestors(t.house.db, village.code)).map((r) => r.name)).toEqual(['云渚市', '临河区', '柳桥镇', '荷塘村']);
    expect((await ancestorAt(t.house.db, village.code, 'county'))?.code).toBe('329901');
    expect((await ancestorAt(t.house.db, '329901', 'village'))?.code).toBeUndefined();
    expect(await regionLabel(t.house.db, village.code)).toEqual({
      zh: '云渚市临河区柳桥镇荷塘村',
      en: 'Hetang Village, Liuqiao Town, Linhe District, Yunzhu City',
    });
    expect((await regionLabels(t.house.db, ['329901', '329902101'])).get('329902101')).toBe('云渚市东湖县东湖镇');
  });
  it('lie within what is above them and nothing else, also where one code begins like another', async () => {
    expect(await isWithin(t.house.db, '329901101201', '329901')).toBe(true);
    expect(await isWithin(t.house.db, '329901', '329901')).toBe(true);
    expect(await isWithin(t.house.db, '329902101', '329901')).toBe(false);
    expect(await isWithin(t.house.db, '329901', '329901101')).toBe(false);
    expect(await isWithin(t.house.db, 'nowhere', '329901')).toBe(false);
    expect(pathWithin('329900/3299011', '329900/329901')).toBe(false);
  });
  it('are found by name, and a wildcard is a letter like another', async () => {
    expect((await findRegionsByName(t.house.db, '湖')).map((r) => r.name)).toEqual(['东湖县', '东湖镇', '湖滨社区']);
    expect(await findRegionsByName(t.house.db, '%')).toEqual([]);
    expect((await findRegionsByName(t.house.db, '东湖', { level: 'town', within: '329902' })).length).toBe(1);
  });
  it('refuse an unknown code with a way on', async () => {
    await expect(getRegion(t.house.db, '999999')).rejects.toMatchObject({
      code: 'places.no-region',
      next: { zh: expect.stringContaining('电话') },
    });
  });
});

describe('organs, points and windows', () => {
  it('find the organ of a kind for a division, and above it only when asked', async () => {
    expect((await findOrgan(t.house.db, { kind: 'civil-affairs', regionCode: '329901' }))?.name).toBe('临河区民政局');
    expect(await findOrgan(t.house.db, { kind: 'civil-affairs', regionCode: '329901101' })).toBeUndefined();
    expect((await findOrgan(t.house.db, { kind: 'civil-affairs', regionCode: '329901101', upwards: true }))?.name).toBe('临河区民政局');
    expect((await findOrgan(t.house.db, { kind: 'housing-fund', regionCode: '329902102202', upwards: true }))?.regionCode).toBe('329900');
    expect((await listOrgans(t.house.db, { regionCode: '329901', beneath: true, kind: 'town-government' })).length).toBe(3);
  });
  it('list where to go, nearest first', async () => {
    const points = await listPointsFor(t.house.db, '329901101201');
    expect(points.map((p) => p.key)).toEqual(['hetang-station', 'liuqiao-centre', 'linhe-hall', 'city-hall']);
    expect((await listPointsFor(t.house.db, '329901101201', { kinds: ['county-hall'] })).map((p) => p.key)).toEqual(['linhe-hall']);
  });
  it('know window 3 of 柳桥镇', async () => {
    const window = await findWindowByKey(t.house.db, 'liuqiao-centre/3');
    const centre = await findPointByKey(t.house.db, 'liuqiao-centre');
    expect(window).toMatchObject({ number: 3, pointId: centre?.id });
    expect((await listWindows(t.house.db, centre?.id ?? '')).map((w) => w.number)).toEqual([1, 2, 3]);
  });
  it('keep their ids when the city is loaded again', async () => {
    const before = await findWindowByKey(t.house.db, 'liuqiao-centre/3');
    await loadPlaces(t.house, folder);
    expect(await findWindowByKey(t.house.db, 'liuqiao-centre/3')).toEqual(before);
  });
});

describe('a table of divisions', () => {
  const table = (name: string, text: string): string => {
    const path = join(t.dataDir, name);
    writeFileSync(path, text);
    return path;
  };
  const real = [
    'code,level,name,parent',
    '320000000000,1,江苏省,',
    '320100000000,2,南京市,320000000000',
    '320102000000,3,玄武区,320100000000',
    '320102002000,4,梅园新村街道,320102000000',
    '320102002001,5,大悲巷社区,320102002000',
  ];

  it('is taken in whichever order, beside what is there, and twice changes nothing', async () => {
    const shuffled = [real[0], ...real.slice(1).reverse()].join('\r\n');
    expect(await importRegions(t.house, table('a.csv', `\uFEFF${shuffled}`))).toEqual({ read: 5, added: 5, changed: 0 });
    expect(await getRegion(t.house.db, '320102002001')).toMatchObject({
      path: '320000000000/320100000000/320102000000/320102002000/320102002001',
      kind: 'community',
    });
    expect(await importRegions(t.house, table('b.csv', real.join('\n')))).toEqual({ read: 5, added: 0, changed: 0 });
    expect((await getRegion(t.house.db, '329901101201')).path).toBe('329900/329901/329901101/329901101201');
  });
  it('moves a division and all beneath it', async () => {
    await importRegions(
      t.house,
      table('c.csv', ['code,level,name,parent', '320200000000,2,无锡市,320000000000', '320102000000,3,玄武区,320200000000'].join('\n')),
    );
    expect((await getRegion(t.house.db, '320102002001')).path).toContain('320000000000/320200000000/320102000000/');
  });
  it('is refused whole, with every bad line named', async () => {
    const before = await listChildren(t.house.db, null);
    const bad = [
      'code,level,name,parent',
      '330000000000,1,示例省,',
      'x y,2,坏代码,330000000000',
      '330100000000,9,坏级别,330000000000',
      '330000000000,1,重复,',
      '330200000000,2,"没关上,330000000000',
      '330300000000,2,,330000000000',
    ];
    const refusal = await importRegions(t.house, table('d.csv', bad.join('\n'))).catch((e: unknown) => e);
    expect(refusal).toMatchObject({ code: 'places.bad-table', data: { bad: 5 } });
    expect((refusal as { fields: { field: string }[] }).fields.map((f) => f.field)).toEqual([
      'line 3',
      'line 4',
      'line 5',
      'line 6',
      'line 7',
    ]);
    const misplaced = [
      'code,level,name,parent',
      '330000000000,1,示例省,',
      '330100000000,2,没上级,339999999999',
      '330101000000,3,同级,330102000000',
      '330102000000,3,别处,330000000000',
    ];
    expect(await importRegions(t.house, table('e.csv', misplaced.join('\n'))).catch((e: unknown) => e)).toMatchObject({
      fields: [{ field: 'line 3' }, { field: 'line 4' }],
    });
    expect(await importRegions(t.house, table('f.csv', 'a,b\n1,2')).catch((e: unknown) => e)).toMatchObject({
      fields: [{ field: 'line 1' }],
    });
    expect(await importRegions(t.house, table('g.csv', '')).catch((e: unknown) => e)).toMatchObject({ code: 'places.bad-table' });
    expect(await listChildren(t.house.db, null)).toEqual(before);
  });
  it('of 24,000 rows is taken in a few seconds', async () => {
    const rows = ['code,level,name,parent', '410000000000,1,大省,'];
    for (let c = 1; c <= 20; c++) {
      const city = `41${String(c).padStart(2, '0')}`;
      rows.push(`${city}00000000,2,市${c},410000000000`);
      for (let d = 1; d <= 10; d++) {
        rows.push(`${city}${String(d).padStart(2, '0')}000000,3,区${d},${city}00000000`);
        for (let n = 1; n <= 12; n++) {
          const town = `${city}${String(d).padStart(2, '0')}${String(n).padStart(3, '0')}`;
          rows.push(`${town}000,4,镇${n},${city}${String(d).padStart(2, '0')}000000`);
          for (let v = 1; v <= 9; v++) rows.push(`${town}${String(v).padStart(3, '0')},5,村${v},${town}000`);
        }
      }
    }
    const path = table('h.csv', rows.join('\n'));
    const began = performance.now();
    expect((await importRegions(t.house, path)).added).toBe(rows.length - 1);
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});

describe('routes', () => {
  it('answer pickers from the city down', async () => {
    const top = (await app.inject({ url: '/api/regions' })).json();
    expect(top.rows.map((r: { name: string }) => r.name)).toEqual(['临河区', '东湖县']);
    const towns = (await app.inject({ url: '/api/regions?parent=329901101' })).json();
    expect(towns.rows.find((r: { code: string }) => r.code === '329901101201')).toMatchObject({ level: 'village', hasChildren: false });
    expect((await app.inject({ url: '/api/regions?parent=404404' })).statusCode).toBe(404);
    expect((await app.inject({ url: '/api/regions/search?name=%E8%8D%B7%E5%A1%98' })).json().rows).toEqual([
      { code: '329901101201', level: 'village', label: '云渚市临河区柳桥镇荷塘村' },
    ]);
  });
  it('say whether a place is open now', async () => {
    const points = (await app.inject({ url: '/api/points?region=329901101201' })).json().rows;
    expect(points[1]).toMatchObject({
      kind: 'town-centre',
      open: true,
      closes: '17:30',
      hoursText: { zh: '周一至周六8:30至17:30，中午不休息。法定节假日休息。' },
    });
    expect((await app.inject({ url: '/api/points' })).json().rows.length).toBeGreaterThan(15);
  });
});
