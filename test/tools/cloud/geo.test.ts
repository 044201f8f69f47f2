import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TestCloud, testCloud } from './support';

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
