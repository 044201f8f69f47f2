/** Bytes from outside this project, and whether a kit's decoders read in them what their sources do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type BandKit, type KitDecoder, plain } from '../../../miniprogram/bands/kit';
import { fromHex } from '../../../miniprogram/lib/bytes';
import { ROOT } from '../../build/files';
import { judge, type Verdict, words } from './clauses';
import { decoderOf } from './codec';
import { unlikeFacts } from './facts';

const FIXTURES = join(ROOT, 'test/fixtures');

/** One vector of a fixture, as the fixtures write them. */
interface Vector {
  id: string;
  hex?: string;
  /** The values that carry the bytes, where they are more than one. */
  chunks?: readonly string[];
  direction?: string;
  /** "service/characteristic", or what is said instead. */
  at?: string;
  characteristic?: string;
  decoded?: unknown;
  /** In some fixtures instead of `decoded`. */
  expect?: unknown;
  body?: unknown;
  source?: unknown;
}

/** What a vector says as it crosses the air. */
interface Said {
  id: string;
  decoders: readonly KitDecoder[];
  values: readonly string[];
  means: unknown;
}

/** Vectors with sources, and golden frames, decoded: they mean what their sources say. */
export function vectors(kit: BandKit): Verdict {
  const complaints: string[] = [];
  const list = vectorsIn(kit.fixture, complaints);
  const said = together(list).flatMap((vector) => onAir(kit, vector) ?? []);
  const compared = said.filter(({ id }) => notCompared(kit, id) === undefined);
  for (const one of compared) {
    const wrong = misread(one);
    if (wrong) complaints.push(`${one.id}: ${wrong}`);
  }
  if (list.length > 0 && compared.length === 0) {
    complaints.push(`${kit.fixture}: "at" of no vector names a characteristic with a decoder`);
  }
  for (const id of Object.keys(kit.notCompared ?? {})) {
    if (!said.some((one) => named(id, one.id))) complaints.push(`notCompared: no vector ${id}`);
  }
  complaints.push(...misreadGolden(kit));
  const golden = `${kit.golden.length} golden`;
  const good = `${list.length} vectors in ${kit.fixture}, ${compared.length} decoded, ${golden}`;
  return judge('vectors', complaints, good);
}

/** "a.*" is every id that begins with "a.". */
const named = (pattern: string, id: string): boolean =>
  pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern;

const notCompared = ({ notCompared: list = {} }: BandKit, id: string): string | undefined =>
  Object.keys(list).find((pattern) => named(pattern, id));

function vectorsIn(fixture: string, complaints: string[]): Vector[] {
  try {
    const file = JSON.parse(readFileSync(join(FIXTURES, fixture), 'utf8')) as {
      source?: unknown;
      vectors?: Vector[];
    };
    const list = file.vectors ?? [];
    if (list.length === 0) complaints.push(`test/fixtures/${fixture} has no vectors`);
    if (!file.source && list.some(({ source }) => !source)) {
      complaints.push(`test/fixtures/${fixture} does not say where its vectors are from`);
    }
    return list;
  } catch (error) {
    complaints.push(`test/fixtures/${fixture} cannot be read (${words(error)})`);
    return [];
  }
}

/** Vectors "x.1of2" and "x.2of2" are one message of two values; one without the other is none. */
function together(list: readonly Vector[]): Vector[] {
  const found = new Map<string, Vector & { parts: number }>();
  for (const vector of list) {
    const [, name, , count = '1'] = /^(.+)\.(\d+)of(\d+)$/.exec(vector.id) ?? [];
    const id = name ?? vector.id;
    const known = found.get(id);
    const chunks = vector.chunks ?? (vector.hex ? [vector.hex] : []);
    if (known) found.set(id, { ...known, chunks: [...known.chunks!, ...chunks] });
    else found.set(id, { ...vector, id, chunks, parts: Number(count) });
  }
  return [...found.values()].filter(({ chunks, parts }) => parts === 1 || chunks!.length === parts);
}

/** The values of a vector and who reads them; null where it is nothing that crosses the air. */
function onAir(kit: BandKit, vector: Vector): Said | null {
  const from = vector.direction === 'phone->device' ? 'phone' : 'band';
  if (!vector.direction && !vector.characteristic) return null;
  if (vector.direction === 'none' || vector.chunks?.length === 0) return null;
  const place = /^(?:.*\/)?([0-9a-f]{8}|[0-9a-f]{4})\b/i.exec(
    vector.characteristic ?? vector.at ?? '',
  );
  const digits = place?.[1]?.toLowerCase().padStart(8, '0');
  const own = kit.decoders.filter((decoder) => decoder.from === from);
  const decoders = own.filter(({ at }) =>
    digits ? at.characteristic.toLowerCase().startsWith(digits) : true,
  );
  if (decoders.length === 0) return null;
  const means = vector.decoded ?? vector.expect ?? vector.body;
  return { id: vector.id, decoders, values: vector.chunks!, means };
}

/** What a decoder reads otherwise than the vector's source; null where one reads it so. */
function misread({ decoders, values, means }: Said): string | null {
  const bytes = values.map(fromHex);
  if (bytes.some((value) => value === null)) return 'no hex';
  let wrong: string | null = null;
  for (const { decode } of decoders) {
    const result = decode(bytes as Uint8Array[]);
    const other = result.ok
      ? unlikeFacts(means, plain(result.value))
      : refused(result.reason, means);
    if (other === null) return null;
    wrong ??= other;
  }
  return wrong;
}

const refused = (reason: string, means: unknown): string | null =>
  typeof means === 'object' && means !== null && ('error' in means || 'expect' in means)
    ? null
    : `does not decode: ${reason}`;

function misreadGolden(kit: BandKit): string[] {
  if (kit.golden.length === 0) return ['no golden frame is given'];
  return kit.golden.flatMap(({ from, at, values, means: wanted, source }) => {
    const decoder = decoderOf(kit, from, at);
    if (!decoder) return [`${source}: no decoder for its characteristic`];
    const bytes = values.map(fromHex);
    if (bytes.some((value) => value === null)) return [`${source}: no hex`];
    const result = decoder.decode(bytes as Uint8Array[]);
    const means = result.ok ? plain(result.value) : result.reason;
    const same = result.ok && isDeepStrictEqual(means, plain(wanted));
    return same ? [] : [`${source}: means ${JSON.stringify(means)}`];
  });
}
