/** The stage `$geoNear`. */
import type { Doc } from '../ejson';
import { isPlain } from '../ejson';
import { databaseError } from '../errors';
import type { Collection } from './collection';
import { nearest, parseNear } from './geo';
import { EARTH_METRES } from './geo-shapes';
import { Target } from './target';

/** The field to look in: the one that is named, or the only one with a geo index. */
function pathOf(collection: Collection, key: unknown): string {
  if (typeof key === 'string' && key !== '') return key;
  if (key !== undefined) throw databaseError("$geoNear: 'key' must be a nonempty string");
  const [path, ...others] = collection.geoPaths;
  if (path === undefined) {
    throw databaseError(
      '$geoNear requires a 2d or 2dsphere index, but none were found: declare one in indexes.json or name the field as key.',
    );
  }
  if (others.length > 0) {
    throw databaseError(
      'There is more than one 2dsphere index; unclear which to use for query: name the field as key.',
    );
  }
  return path;
}

/** GeoJSON; or a pair or the two fields older SDKs send, whose distances are in radians. */
function pointOf(near: unknown): unknown {
  if (Array.isArray(near)) return { type: 'Point', coordinates: near };
  if (isPlain(near) && 'longitude' in near && 'latitude' in near) {
    return { type: 'Point', coordinates: [near.longitude, near.latitude] };
  }
  return near;
}

function bound(value: unknown, unit: number): unknown {
  return typeof value === 'number' ? value * unit : value;
}

/**
 * Documents by distance.
 * @throws WireError for a missing field name or index, or a bad point
 */
export function geoNear(collection: Collection, spec: unknown): Doc[] {
  if (!isPlain(spec)) throw databaseError('the $geoNear specification must be an object');
  const { distanceField, includeLocs, distanceMultiplier = 1, limit = spec.num } = spec;
  if (typeof distanceField !== 'string' || distanceField === '') {
    throw databaseError("$geoNear requires a 'distanceField' option as a String");
  }
  if (includeLocs !== undefined && typeof includeLocs !== 'string') {
    throw databaseError("$geoNear requires that 'includeLocs' option is a String");
  }
  const query = isPlain(spec.query) ? spec.query : {};
  const path = pathOf(collection, spec.key);
  const geoJson = isPlain(spec.near) && spec.near.type !== undefined;
  const unit = geoJson ? 1 : EARTH_METRES;
  const near = parseNear(path, {
    $geometry: pointOf(spec.near),
    $maxDistance: bound(spec.maxDistance, unit),
    $minDistance: bound(spec.minDistance, unit),
  });
  const served = collection.geoPaths.includes(path);
  const found = collection.find(query, { all: !served, served }).flatMap((rec) => {
    const hit = nearest(rec.doc, near);
    return hit ? [{ doc: rec.doc, ...hit }] : [];
  });
  found.sort((a, b) => a.metres - b.metres);
  return found
    .slice(0, typeof limit === 'number' ? limit : undefined)
    .map(({ doc, metres, value }) => {
      const target = new Target(doc);
      target.set(distanceField, (metres / unit) * Number(distanceMultiplier));
      if (includeLocs) target.set(includeLocs, value);
      return target.doc;
    });
}
