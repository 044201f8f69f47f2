import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { indexFile, type TestCloud, testCloud } from './support';

let t: TestCloud;
beforeAll(async () => {
  t = await testCloud();
  await t.run(async ({ db }) => {
    const at = (longitude: number, latitude: number) => db.Geo.Point(longitude, latitude);
    await db.collection('places').add({
      data: [
        { _id: 'gate', at: at(116.397, 39.909) },
        { _id: 'temple', at: at(116.407, 39.882) },
        { _id: 'shanghai', at: at(121.473, 31.23) },
        { _id: 'nowhere' },
      ],
    });
  });
});
afterAll(() => t.close());

const ids = (list: { _id: string }[]) => list.map(({ _id }) => _id);

test('geoNear sorts by distance within bounds', async () => {
  const out = await t.run(async ({ db, _ }) => {
    const geometry = db.Geo.Point(116.405, 39.885);
    const where = (more: object) =>
      db
        .collection('places')
        .where({ at: _.geoNear({ geometry, ...more }) })
        .get();
    return [(await where({ maxDistance: 10_000 })).data, (await where({ minDistance: 1000 })).data];
  });
  expect(out.map(ids)).toEqual([
    ['temple', 'gate'],
    ['gate', 'shanghai'],
  ]);
});

test('geoWithin a polygon and a circle, geoIntersects', async () => {
  const out = await t.run(async ({ db, _ }) => {
    const { Point, LineString, Polygon } = db.Geo;
    const ring = LineString([
      Point(116, 39),
      Point(117, 39),
      Point(117, 40),
      Point(116, 40),
      Point(116, 39),
    ]);
    const geometry = Polygon([ring]);
    const get = async (at: unknown) => (await db.collection('places').where({ at }).get()).data;
    return [
      await get(_.geoWithin({ geometry })),
      await get(_.geoWithin({ centerSphere: [[116.397, 39.909], 1 / 6378.1] })),
      await get(_.geoIntersects({ geometry })),
    ];
  });
  expect(out.map(ids)).toEqual([['gate', 'temple'], ['gate'], ['gate', 'temple']]);
});

test('aggregate geoNear gives the distance in metres', async () => {
  const out = await t.run(async ({ db }) => {
    const near = db.Geo.Point(116.397, 39.909);
    const { list } = await db
      .collection('places')
      .aggregate()
      .geoNear({ near, distanceField: 'metres', spherical: true, key: 'at', maxDistance: 5000 })
      .end();
    return list;
  });
  expect(ids(out)).toEqual(['gate', 'temple']);
  expect(out[0].metres).toBeCloseTo(0);
  // 0.027° of latitude and 0.010° of longitude at 39.9°: about 3.1 km.
  expect(out[1].metres).toBeGreaterThan(3050);
  expect(out[1].metres).toBeLessThan(3170);
});

test('a point comes back as the SDK’s own type', async () => {
  const out = await t.run(async ({ db }) => {
    const { at } = (await db.collection('places').doc('gate').get()).data;
    return [at.longitude, at.latitude];
  });
  expect(out).toEqual([116.397, 39.909]);
});

describe('indexes.json with 2dsphere', () => {
  let strict: TestCloud;
  beforeAll(async () => {
    strict = await testCloud({
      strictIndexes: true,
      smallCollection: 0,
      indexes: indexFile({
        one: [{ name: 'at', keys: { at: '2dsphere', kind: 1 } }],
        two: [
          { name: 'a', keys: { 'in.a': '2dsphere' } },
          { name: 'b', keys: { b: '2dsphere' } },
        ],
        bare: [],
      }),
    });
    const at = { type: 'Point', coordinates: [1, 1] };
    const line = {
      type: 'LineString',
      coordinates: [
        [2, 0],
        [2, 4],
      ],
    };
    await strict.cloud.store.insert('one', [
      { _id: 'point', at },
      { _id: 'line', at: line },
      { _id: 'none' },
    ]);
    await strict.cloud.store.insert('two', [{ _id: 'x', in: { a: at }, b: [2, 2] }]);
    await strict.cloud.store.insert('bare', [{ _id: 'x', at }]);
  });
  afterAll(() => strict.close());

  test('it serves what asks in space, and strict mode refuses the rest', async () => {
    const out = await strict.run(async ({ db, _, caught }) => {
      const near = db.Geo.Point(1, 1);
      const at = _.geoNear({ geometry: near });
      const stage = (name: string, more = {}) =>
        caught(() =>
          db
            .collection(name)
            .aggregate()
            .geoNear({ near, distanceField: 'd', spherical: true, ...more })
            .end(),
        );
      return {
        query: (await db.collection('one').where({ at }).get()).data,
        and: (
          await db
            .collection('one')
            .where(_.and([{ at }, { _id: 'line' }]))
            .get()
        ).data.length,
        bare: (await caught(() => db.collection('bare').where({ at }).get())).errMsg,
        stage: (await stage('one', { includeLocs: 'hit.at' })).value?.list,
        named: (await stage('two', { key: 'in.a', distanceField: 'in.d' })).value?.list,
        unclear: (await stage('two')).errMsg,
        none: (await stage('bare')).errMsg,
      };
    });
    expect(ids(out.query)).toEqual(['point', 'line']);
    expect(out.and).toBe(1);
    expect(out.bare).toContain('No index serves');
    expect(out.stage).toMatchObject([
      { _id: 'point', d: 0, hit: { at: { coordinates: [1, 1] } } },
      { _id: 'line', hit: { at: { type: 'LineString' } } },
    ]);
    // One degree of longitude at one degree north: 111.3 km to the nearest point of the line.
    expect(out.stage[1].d).toBeGreaterThan(111_000);
    expect(out.stage[1].d).toBeLessThan(111_400);
    expect(out.named).toMatchObject([{ in: { d: 0, a: { type: 'Point' } } }]);
    expect(out.unclear).toContain('more than one 2dsphere index');
    expect(out.none).toContain('none were found');
  });

  const wrong: [unknown, string][] = [
    ['text', 'geo element must be an array or object'],
    [5, 'geo element must be an array or object'],
    [{ type: 'Point' }, 'must only contain numeric elements'],
    [{ type: 'Point', coordinates: [200, 0] }, 'out of bounds'],
    [{ x: 1 }, 'unknown GeoJSON type'],
    [[1], 'must only contain numeric elements'],
    [[{ type: 'Point', coordinates: [0, 0] }, 5], 'geo element must be an array or object'],
  ];
  test.each(wrong)('its field takes shapes only: %j', async (at, says) => {
    const { store } = strict.cloud;
    const add = () => store.insert('one', [{ _id: 'bad', at }]);
    await expect(add()).rejects.toThrow(`Can't extract geo keys: ${says}`.slice(0, 24));
    await expect(add()).rejects.toThrow(says);
    await expect(store.set('one', 'bad', { at }, store.begin())).rejects.toThrow(says);
    expect(store.find('one', { _id: 'bad' })).toEqual([]);
  });
});
