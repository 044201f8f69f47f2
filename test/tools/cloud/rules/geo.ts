/** Shapes: what lies where, how far, and what is no shape. */
import type { Doc } from '../../../../tools/cloud/ejson';
import { type FindRow, finds } from './table';

const point = (x: number, y: number) => ({ type: 'Point', coordinates: [x, y] });
const line = (...coordinates: number[][]) => ({ type: 'LineString', coordinates });
const box = (x: number, y: number, w: number) => [
  [x, y],
  [x + w, y],
  [x + w, y + w],
  [x, y + w],
  [x, y],
];
const area = (...coordinates: number[][][]) => ({ type: 'Polygon', coordinates });
const multi = (type: string, coordinates: unknown) => ({ type, coordinates });

const SHAPES: Doc[] = [
  { _id: 'origin', g: point(0, 0) },
  { _id: 'pair', g: [1, 1] },
  { _id: 'far', g: point(50, 40) },
  { _id: 'line', g: line([2, 0], [2, 4]) },
  { _id: 'area', g: area(box(5, 5, 2)) },
  { _id: 'ring', g: area(box(10, 10, 9), box(12, 12, 5)) },
  {
    _id: 'points',
    g: multi('MultiPoint', [
      [3, 3],
      [4, 4],
    ]),
  },
  {
    _id: 'lines',
    g: multi('MultiLineString', [
      [
        [20, 0],
        [21, 0],
      ],
      [
        [22, 0],
        [22, 5],
      ],
    ]),
  },
  { _id: 'areas', g: multi('MultiPolygon', [[box(30, 30, 1)], [box(35, 35, 1)]]) },
  { _id: 'list', g: [point(7, 1), point(8, 1)] },
  { _id: 'none' },
  { _id: 'text', g: 'here' },
];
const near = (x: number, y: number, more: object = {}) => ({
  g: { $nearSphere: { $geometry: point(x, y), ...more } },
});
const within = (geometry: object) => ({ g: { $geoWithin: { $geometry: geometry } } });
const meets = (geometry: object) => ({ g: { $geoIntersects: { $geometry: geometry } } });
const circle = (at: number[], degrees: number) => ({
  g: { $geoWithin: { $centerSphere: [at, (degrees * Math.PI) / 180] } },
});

export const GEO_ROWS: FindRow[] = finds('geo', SHAPES, [
  [within(area(box(-1, -1, 3))), ['origin', 'pair']],
  [within(area(box(-1, -1, 5.5))), ['origin', 'pair', 'line', 'points']],
  [within(area(box(0, 0, 1))), ['origin', 'pair']],
  [within(area(box(9, 9, 20))), ['ring']],
  [within(area(box(9, 9, 20), box(13, 13, 1))), ['ring']],
  [within(area(box(9, 9, 20), box(10.5, 9.5, 1))), []],
  [within(multi('MultiPolygon', [[box(-1, -1, 1.5)], [box(4, 4, 4)]])), ['origin', 'area']],
  [
    within(
      area([
        [1.5, -1],
        [2.5, -1],
        [2.1, 2],
        [2.5, 5],
        [1.5, 5],
        [1.9, 2],
        [1.5, -1],
      ]),
    ),
    ['line'],
  ],
  [
    within(
      area([
        [1.5, -1],
        [2.5, -1],
        [2.5, 5],
        [1.5, 5],
        [1.5, 3],
        [2.2, 2],
        [1.5, 1],
        [1.5, -1],
      ]),
    ),
    [],
  ],
  [circle([0, 0], 1.5), ['origin', 'pair']],
  [circle([7, 1], 0.5), ['list']],
  [circle([0, 0], 5), ['origin', 'pair', 'line']],
  [meets(point(6, 6)), ['area']],
  [meets(point(5, 5)), ['area']],
  [meets(point(14, 14)), []],
  [meets(point(12, 14)), ['ring']],
  [meets(point(2, 2)), ['line']],
  [meets(point(0, 0)), ['origin']],
  [meets(line([1, 2], [3, 2])), ['line']],
  [meets(line([-1, -1], [0.5, 0.5], [1, 1])), ['origin', 'pair']],
  [meets(line([4, 6], [8, 6])), ['area']],
  [meets(line([13, 13], [14, 14])), []],
  [meets(area(box(13, 13, 1))), []],
  [meets(area(box(11, 11, 2))), ['ring']],
  [meets(area(box(5.5, 5.5, 0.1))), ['area']],
  [
    meets(area(box(0, 0, 50))),
    ['origin', 'pair', 'far', 'line', 'area', 'ring', 'points', 'lines', 'areas', 'list'],
  ],
  [
    meets(
      multi('MultiPoint', [
        [0, 0],
        [22, 3],
      ]),
    ),
    ['origin', 'lines'],
  ],
  [near(0, 0, { $maxDistance: 120_000 }), ['origin']],
  [near(0, 0, { $maxDistance: 223_000 }), ['origin', 'pair', 'line']],
  [near(2, 2, { $maxDistance: 1 }), ['line']],
  [near(6, 6, { $maxDistance: 1 }), ['area']],
  [near(14, 14, { $maxDistance: 1 }), []],
  [near(14.5, 12, { $maxDistance: 1 }), ['ring']],
  [near(35.5, 35.5, { $maxDistance: 1 }), ['areas']],
  [near(8, 1, { $maxDistance: 1 }), ['list']],
  [near(0, 0, { $minDistance: 1, $maxDistance: 200_000 }), ['pair']],
  [near(0, 0, { $maxDistance: 0 }), ['origin']],
  [near(0, 0, { $maxDistance: -1 }), '$maxDistance must be non-negative'],
  [near(0, 0, { $minDistance: 'x' }), '$minDistance must be non-negative'],
  [near(181, 0), 'Longitude/latitude is out of bounds, lng: 181 lat: 0'],
  [near(0, 91), 'Longitude/latitude is out of bounds, lng: 0 lat: 91'],
  [
    { g: { $nearSphere: { $geometry: line([0, 0], [1, 1]) } } },
    '$nearSphere needs a Point as $geometry',
  ],
  [{ g: { $near: 5 } }, '$nearSphere needs a Point as $geometry'],
  [{ g: { $geoWithin: 5 } }, '$geoWithin needs a $geometry or a $centerSphere'],
  [{ g: { $geoWithin: { $box: [] } } }, '$geoWithin needs a $geometry or a $centerSphere'],
  [within(point(0, 0)), 'it takes an area'],
  [
    within(
      area([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ]),
    ),
    'Loop is not closed',
  ],
  [
    within(
      area([
        [0, 0],
        [1, 0],
        [0, 0],
      ]),
    ),
    'at least 4 elements',
  ],
  [within(multi('Circle', [0, 0])), 'unknown GeoJSON type'],
  [
    within(
      area([
        ['a', 0],
        [1, 0],
        [1, 1],
        ['a', 0],
      ] as never),
    ),
    'must only contain numeric elements',
  ],
  [{ g: { $geoWithin: { $centerSphere: [[0, 0], -1] } } }, '$centerSphere is invalid'],
  [{ g: { $geoWithin: { $centerSphere: [[0, 0], 'x'] } } }, '$centerSphere is invalid'],
  [{ g: { $geoIntersects: {} } }, '$geoIntersects needs a $geometry'],
  [meets(line([0, 0])), 'at least 2 elements'],
]);
