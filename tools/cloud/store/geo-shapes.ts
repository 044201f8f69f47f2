/**
 * GeoJSON shapes. Distances from point to point follow the great circle; lines and areas are
 * planar: their edges are straight in longitude and latitude, where MongoDB's follow the sphere.
 * Over a few kilometres nobody sees the difference; across the date line and the poles they differ.
 */
import { isPlain } from '../ejson';
import { databaseError } from '../errors';

/** Longitude and latitude in degrees. */
export type Position = readonly [number, number];
type Ring = readonly Position[];

export interface Shape {
  points: Position[];
  lines: Position[][];
  polygons: Ring[][];
}

/** The radius of the sphere. */
export const EARTH_METRES = 6378100;
const RADIANS = Math.PI / 180;

type Vector = readonly [number, number, number];

function onSphere([longitude, latitude]: Position): Vector {
  const ring = Math.cos(latitude * RADIANS);
  return [
    Math.cos(longitude * RADIANS) * ring,
    Math.sin(longitude * RADIANS) * ring,
    Math.sin(latitude * RADIANS),
  ];
}

/** Great-circle distance in metres, by the angle between two vectors as the database has it. */
function distance(from: Position, to: Position): number {
  const a = onSphere(from);
  const b = onSphere(to);
  const across = Math.hypot(
    a[1] * b[2] - a[2] * b[1],
    a[2] * b[0] - a[0] * b[2],
    a[0] * b[1] - a[1] * b[0],
  );
  return EARTH_METRES * Math.atan2(across, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
}

function position(value: unknown): Position {
  const [longitude, latitude] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof longitude !== 'number' || typeof latitude !== 'number') {
    throw databaseError('Point must only contain numeric elements');
  }
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) {
    throw databaseError(`Longitude/latitude is out of bounds, lng: ${longitude} lat: ${latitude}`);
  }
  return [longitude, latitude];
}

function list<T>(value: unknown, least: number, item: (one: unknown) => T): T[] {
  if (!Array.isArray(value) || value.length < least) {
    throw databaseError(`GeoJSON coordinates must be an array of at least ${least} elements`);
  }
  return value.map(item);
}

const line = (value: unknown): Position[] => list(value, 2, position);

function ring(value: unknown): Ring {
  const found = list(value, 4, position);
  const [first, last] = [found[0]!, found[found.length - 1]!];
  if (first[0] !== last[0] || first[1] !== last[1]) {
    throw databaseError('Loop is not closed: the first and the last point must be the same');
  }
  return found;
}

const polygon = (value: unknown): Ring[] => list(value, 1, ring);

const NONE: Shape = { points: [], lines: [], polygons: [] };

/**
 * A GeoJSON shape or a legacy [longitude, latitude] pair.
 * @throws WireError for anything else
 */
export function parseShape(value: unknown): Shape {
  if (Array.isArray(value)) return { ...NONE, points: [position(value)] };
  if (!isPlain(value)) throw databaseError('geo element must be an array or object');
  const { type, coordinates } = value;
  switch (type) {
    case 'Point':
      return { ...NONE, points: [position(coordinates)] };
    case 'LineString':
      return { ...NONE, lines: [line(coordinates)] };
    case 'Polygon':
      return { ...NONE, polygons: [polygon(coordinates)] };
    case 'MultiPoint':
      return { ...NONE, points: list(coordinates, 1, position) };
    case 'MultiLineString':
      return { ...NONE, lines: list(coordinates, 1, line) };
    case 'MultiPolygon':
      return { ...NONE, polygons: list(coordinates, 1, polygon) };
    default:
      throw databaseError(`unknown GeoJSON type: ${JSON.stringify(value)}`);
  }
}

/** The shape a stored value is, or undefined. */
export function shapeOf(value: unknown): Shape | undefined {
  try {
    return parseShape(value);
  } catch {
    return undefined;
  }
}

function inRing(point: Position, edge: Ring): boolean {
  let inside = false;
  for (let i = 0, j = edge.length - 1; i < edge.length; j = i++) {
    const [xi, yi] = edge[i]!;
    const [xj, yj] = edge[j]!;
    if (onSegment(point, edge[j]!, edge[i]!)) return true;
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

/** Whether a point lies in one of the areas; their edges belong to them, those of holes too. */
function inAreas(point: Position, { polygons }: Shape): boolean {
  return polygons.some(([outer, ...holes]) => {
    return !!outer && inRing(point, outer) && !holes.some((hole) => strictlyIn(point, hole));
  });
}

function strictlyIn(point: Position, edge: Ring): boolean {
  const onEdge = edge.some((to, i) => i > 0 && onSegment(point, edge[i - 1]!, to));
  return !onEdge && inRing(point, edge);
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

/** Whether two shapes share a point. */
export function intersects(a: Shape, b: Shape): boolean {
  if (corners(a).some((p) => inAreas(p, b)) || corners(b).some((p) => inAreas(p, a))) return true;
  const left = segments(a);
  const right = segments(b);
  if (left.some((one) => right.some((two) => crosses(one, two)))) return true;
  const onLine = (x: Shape, lines: [Position, Position][]): boolean =>
    x.points.some((p) => lines.some(([c, d]) => onSegment(p, c, d)));
  if (onLine(a, right) || onLine(b, left)) return true;
  return a.points.some((p) => b.points.some((q) => p[0] === q[0] && p[1] === q[1]));
}

/** Whether the whole shape lies in the areas of another. */
export function within(shape: Shape, area: Shape): boolean {
  if (!corners(shape).every((p) => inAreas(p, area))) return false;
  // An edge may leave the area between two corners that lie in it.
  return segments(shape).every(([a, b]) => {
    const crossings = [0, 1];
    for (const [c, d] of segments(area)) crossings.push(...meetings(a, b, c, d));
    crossings.sort((x, y) => x - y);
    return crossings.every((t, i) => {
      if (i === 0) return true;
      return inAreas(along(a, b, (t + crossings[i - 1]!) / 2), area);
    });
  });
}

function along(a: Position, b: Position, t: number): Position {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

/** Where on a–b (0 to 1) the segment c–d meets it. */
function meetings(a: Position, b: Position, c: Position, d: Position): number[] {
  const x = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
  if (x === 0) return [];
  const t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / x;
  return t > 0 && t < 1 ? [t] : [];
}

/** Whether the whole shape lies within `radius` radians of a centre. */
export function inCircle(shape: Shape, centre: Position, radius: number): boolean {
  return corners(shape).every((p) => distance(centre, p) <= radius * EARTH_METRES);
}

/** Metres from a position to the nearest point of a shape; 0 inside an area. */
export function distanceTo(centre: Position, shape: Shape): number {
  if (inAreas(centre, shape)) return 0;
  const nearest = segments(shape).map(([a, b]) => nearestOn(centre, a, b));
  return Math.min(...[...shape.points, ...nearest].map((point) => distance(centre, point)));
}

/** The point of a segment that is nearest, with longitudes as wide as at the centre. */
function nearestOn(centre: Position, a: Position, b: Position): Position {
  const width = Math.cos(centre[1] * RADIANS);
  const [x, y] = [(b[0] - a[0]) * width, b[1] - a[1]];
  const length = x * x + y * y;
  const t = ((centre[0] - a[0]) * width * x + (centre[1] - a[1]) * y) / (length || 1);
  return along(a, b, Math.max(0, Math.min(1, t)));
}
