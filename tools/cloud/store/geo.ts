/** Geo predicates: the ones `db.command` can express. */
import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import {
  distanceTo,
  inCircle,
  intersects,
  type Position,
  parseShape,
  type Shape,
  shapeOf,
  within,
} from './geo-shapes';
import { leafValues } from './paths';

type Matcher = (doc: unknown) => boolean;

function onShapes(path: string, test: (shape: Shape) => boolean): Matcher {
  return (doc) => shapesAt(doc, path).some(({ shape }) => test(shape));
}

/** The shapes at a path: a value of its own, or one in each element of a list. */
function shapesAt(doc: unknown, path: string): { shape: Shape; value: unknown }[] {
  return leafValues(doc, path).flatMap((leaf) => {
    const own = shapeOf(leaf);
    if (own) return [{ shape: own, value: leaf }];
    if (!Array.isArray(leaf)) return [];
    return leaf.flatMap((value) => {
      const shape = shapeOf(value);
      return shape ? [{ shape, value }] : [];
    });
  });
}

function geoWithin(path: string, operand: unknown): Matcher {
  const spec = isPlain(operand) ? operand : {};
  if (Array.isArray(spec.$centerSphere)) {
    const [at, radius] = spec.$centerSphere as [unknown, unknown];
    const centre = parseShape(at).points[0];
    if (!centre || typeof radius !== 'number' || radius < 0) {
      throw databaseError('$centerSphere is invalid: it takes [[longitude, latitude], radians]');
    }
    return onShapes(path, (shape) => inCircle(shape, centre, radius));
  }
  if (!('$geometry' in spec)) {
    throw databaseError('$geoWithin needs a $geometry or a $centerSphere here');
  }
  const area = parseShape(spec.$geometry);
  if (area.polygons.length === 0) {
    throw databaseError('$within not supported with provided geometry: it takes an area');
  }
  return onShapes(path, (shape) => within(shape, area));
}

function geoIntersects(path: string, operand: unknown): Matcher {
  if (!isPlain(operand) || !('$geometry' in operand)) {
    throw databaseError('$geoIntersects needs a $geometry');
  }
  const area = parseShape(operand.$geometry);
  return onShapes(path, (shape) => intersects(shape, area));
}

/** Centre and bounds, in metres, of `$near`, `$nearSphere` and `$geoNear`. */
export interface Near {
  path: string;
  centre: Position;
  min: number;
  max: number;
}

function metres(name: string, value: unknown, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !(value >= 0)) {
    throw databaseError(`${name} must be non-negative`);
  }
  return value;
}

/**
 * Reads the operand of `$near` or `$nearSphere`.
 * @throws WireError without a Point
 */
export function parseNear(path: string, operand: unknown): Near {
  const spec = isPlain(operand) ? operand : {};
  if (!isPlain(spec.$geometry) || spec.$geometry.type !== 'Point') {
    throw databaseError('$nearSphere needs a Point as $geometry');
  }
  const [centre] = parseShape(spec.$geometry).points;
  return {
    path,
    centre: centre!,
    min: metres('$minDistance', spec.$minDistance, 0),
    max: metres('$maxDistance', spec.$maxDistance, Infinity),
  };
}

/** The nearest shape at the path, within the bounds, or undefined. */
export function nearest(doc: unknown, near: Near): { metres: number; value: unknown } | undefined {
  let best: { metres: number; value: unknown } | undefined;
  for (const { shape, value } of shapesAt(doc, near.path)) {
    const away = distanceTo(near.centre, shape);
    if (away < near.min || away > near.max) continue;
    if (!best || away < best.metres) best = { metres: away, value };
  }
  return best;
}

function near(path: string, operand: unknown): Matcher {
  const spec = parseNear(path, operand);
  return (doc) => nearest(doc, spec) !== undefined;
}

export const GEO_OPERATORS = {
  $geoWithin: geoWithin,
  $near: near,
  $nearSphere: near,
  $geoIntersects: geoIntersects,
};

/** The fields a condition asks about in space. */
export function geoPaths(condition: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(condition).flatMap(([key, value]) => {
    if (key === '$and' && Array.isArray(value)) {
      return value.flatMap((item) => (isPlain(item) ? geoPaths(item) : []));
    }
    return isPlain(value) && Object.keys(value).some((name) => name in GEO_OPERATORS) ? [key] : [];
  });
}
