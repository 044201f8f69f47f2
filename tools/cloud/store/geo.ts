/** Geo predicates over GeoJSON on a sphere: the ones `db.command` can express. */
import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import { leafValues } from './paths';

type Position = readonly [number, number];
type Ring = readonly Position[];
type Matcher = (doc: unknown) => boolean;

const EARTH_METRES = 6378100;
const RADIANS = Math.PI / 180;

/** Great-circle distance in metres. */
export function distance(a: Position, b: Position): number {
  const lat = Math.sin(((b[1] - a[1]) * RADIANS) / 2);
  const lon = Math.sin(((b[0] - a[0]) * RADIANS) / 2);
  const h = lat * lat + Math.cos(a[1] * RADIANS) * Math.cos(b[1] * RADIANS) * lon * lon;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The position of a GeoJSON point or a legacy [longitude, latitude] pair. */
export function pointOf(value: unknown): Position | undefined {
  const pair = isPlain(value) && value.type === 'Point' ? value.coordinates : value;
  if (!Array.isArray(pair) || pair.length !== 2) return undefined;
  const [longitude, latitude] = pair as unknown[];
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return undefined;
  return [longitude, latitude];
}

function inRing(point: Position, ring: Ring): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!;
    const [xj, yj] = ring[j]!;
    if (onSegment(point, ring[j]!, ring[i]!)) return true;
    if (yi > point[1] !== yj > point[1]) {
      if (point[0] < ((xj - xi) * (point[1] - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

function cross(a: Position, b: Position, c: Position): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

function onSegment(p: Position, a: Position, b: Position): boolean {
  if (Math.abs(cross(a, b, p)) > 1e-12) return false;
  return (
    p[0] >= Math.min(a[0], b[0]) &&
    p[0] <= Math.max(a[0], b[0]) &&
    p[1] >= Math.min(a[1], b[1]) &&
    p[1] <= Math.max(a[1], b[1])
  );
}

function inPolygon(point: Position, rings: readonly Ring[]): boolean {
  const [outer, ...holes] = rings;
  return !!outer && inRing(point, outer) && !holes.some((hole) => inRing(point, hole));
}

interface Shape {
  points: Position[];
  lines: Position[][];
  polygons: Ring[][];
}

function shapeOf(value: unknown): Shape | undefined {
  const shape: Shape = { points: [], lines: [], polygons: [] };
  const point = pointOf(value);
  if (point) return { ...shape, points: [point] };
  if (!isPlain(value) || !Array.isArray(value.coordinates)) return undefined;
  const coordinates = value.coordinates as never[];
  switch (value.type) {
    case 'LineString':
      return { ...shape, lines: [coordinates] };
    case 'Polygon':
      return { ...shape, polygons: [coordinates] };
    case 'MultiPoint':
      return { ...shape, points: coordinates };
    case 'MultiLineString':
      return { ...shape, lines: coordinates };
    case 'MultiPolygon':
      return { ...shape, polygons: coordinates };
    default:
      return undefined;
  }
}

function segments(shape: Shape): [Position, Position][] {
  const out: [Position, Position][] = [];
  for (const line of [...shape.lines, ...shape.polygons.flat()]) {
    for (let i = 1; i < line.length; i++) out.push([line[i - 1]!, line[i]!]);
  }
  return out;
}

function crosses([a, b]: [Position, Position], [c, d]: [Position, Position]): boolean {
  const one = cross(a, b, c) * cross(a, b, d);
  const two = cross(c, d, a) * cross(c, d, b);
  if (one < 0 && two < 0) return true;
  return onSegment(c, a, b) || onSegment(d, a, b) || onSegment(a, c, d) || onSegment(b, c, d);
}

function corners(shape: Shape): Position[] {
  return [...shape.points, ...shape.lines.flat(), ...shape.polygons.flat(2)];
}

function intersects(a: Shape, b: Shape): boolean {
  const inside = (x: Shape, y: Shape): boolean =>
    corners(x).some((p) => y.polygons.some((polygon) => inPolygon(p, polygon)));
  if (inside(a, b) || inside(b, a)) return true;
  const left = segments(a);
  const right = segments(b);
  if (left.some((one) => right.some((two) => crosses(one, two)))) return true;
  const onLine = (x: Shape, lines: [Position, Position][]): boolean =>
    x.points.some((p) => lines.some(([c, d]) => onSegment(p, c, d)));
  if (onLine(a, right) || onLine(b, left)) return true;
  return a.points.some((p) => b.points.some((q) => p[0] === q[0] && p[1] === q[1]));
}

function within(path: string, operand: unknown): Matcher {
  const spec = isPlain(operand) ? operand : {};
  if (Array.isArray(spec.$centerSphere)) {
    const [centre, radius] = spec.$centerSphere as [unknown, unknown];
    const position = pointOf(centre);
    if (!position || typeof radius !== 'number') throw databaseError('$centerSphere is invalid');
    return onShapes(path, (shape) =>
      corners(shape).every((p) => distance(position, p) <= radius * EARTH_METRES),
    );
  }
  const area = shapeOf(spec.$geometry);
  if (!area || area.polygons.length === 0) {
    throw databaseError('$geoWithin needs a Polygon, a MultiPolygon or $centerSphere');
  }
  return onShapes(path, (shape) =>
    corners(shape).every((p) => area.polygons.some((polygon) => inPolygon(p, polygon))),
  );
}

function onShapes(path: string, test: (shape: Shape) => boolean): Matcher {
  return (doc) =>
    leafValues(doc, path).some((value) => {
      const shape = shapeOf(value);
      return !!shape && test(shape);
    });
}

/** Centre and bounds of `$near` / `$nearSphere`. */
export interface Near {
  path: string;
  centre: Position;
  min: number;
  max: number;
}

/** Reads the operand of `$near` or `$nearSphere`. */
export function parseNear(path: string, operand: unknown): Near {
  const spec = isPlain(operand) ? operand : {};
  const centre = pointOf(spec.$geometry);
  if (!centre) throw databaseError('$nearSphere needs a Point as $geometry');
  const max = typeof spec.$maxDistance === 'number' ? spec.$maxDistance : Infinity;
  const min = typeof spec.$minDistance === 'number' ? spec.$minDistance : 0;
  return { path, centre, min, max };
}

/** Distance in metres of the nearest point at `path`, or undefined. */
export function nearDistance(doc: unknown, near: Near): number | undefined {
  let best: number | undefined;
  for (const leaf of leafValues(doc, near.path)) {
    const point = pointOf(leaf);
    if (!point) continue;
    const metres = distance(near.centre, point);
    if (best === undefined || metres < best) best = metres;
  }
  return best;
}

function near(path: string, operand: unknown): Matcher {
  const spec = parseNear(path, operand);
  return (doc) => {
    const metres = nearDistance(doc, spec);
    return metres !== undefined && metres >= spec.min && metres <= spec.max;
  };
}

export const GEO_OPERATORS = {
  $geoWithin: within,
  $near: near,
  $nearSphere: near,
  $geoIntersects: (path: string, operand: unknown): Matcher => {
    const area = shapeOf(isPlain(operand) ? operand.$geometry : undefined);
    if (!area) throw databaseError('$geoIntersects needs a $geometry');
    return onShapes(path, (shape) => intersects(shape, area));
  },
};
