/** `indexes`: what the console must have, and whether the real environment has it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain } from '../ejson';
import type { IndexSpec } from '../store/index-keys';
import { type IndexFile, readIndexes } from '../store/indexes';

/** Every declared index, one a line. */
export function indexList(declared: string | undefined): string {
  if (!declared) return 'There is no indexes.json: any collection may be used, none has an index.';
  const lines: string[] = [];
  for (const [collection, specs] of Object.entries(readIndexes(declared))) {
    lines.push(`${collection}: ${specs.length === 0 ? 'no index but _id' : ''}`.trimEnd());
    for (const spec of specs) {
      const keys = Object.entries(spec.keys).map(
        ([path, way]) => `${path} ${way === '2dsphere' ? way : way > 0 ? '↑' : '↓'}`,
      );
      lines.push(`  ${spec.name}: ${keys.join(', ')}${spec.unique ? ' (unique)' : ''}`);
    }
  }
  return lines.join('\n');
}

/** Made by the service itself. */
const OWN = new Set(['_id_', '_openid_1']);

/** An index as `uid 1, day -1 (unique)`: what makes two of them the same. */
function shape(keys: readonly (readonly [string, unknown])[], unique: unknown): string {
  return `${keys.map((key) => key.join(' ')).join(', ')}${unique === true ? ' (unique)' : ''}`;
}

function declaredShape({ keys, unique }: IndexSpec): string {
  return shape(Object.entries(keys), unique);
}

/**
 * The indexes in an answer of the cloud API's DescribeTable:
 * `{ Indexes: [{ Name, Unique, Keys: [{ Name, Direction: "1" }] }] }`, wrapped in `Response` or not.
 */
function liveShapes(path: string): Map<string, string> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Error(`Cannot use ${path}: it is not JSON.`);
  }
  const answer = isPlain(content) && isPlain(content.Response) ? content.Response : content;
  if (!isPlain(answer) || !Array.isArray(answer.Indexes)) {
    throw new Error(
      `Cannot use ${path}: it is not what DescribeTable answers, there is no Indexes.`,
    );
  }
  const found = new Map<string, string>();
  for (const { Name, Unique, Keys } of answer.Indexes as Record<string, unknown>[]) {
    if (OWN.has(String(Name)) || !Array.isArray(Keys)) continue;
    const keys = (Keys as Record<string, unknown>[]).map(
      (key) => [String(key.Name), key.Direction] as const,
    );
    found.set(shape(keys, Unique), String(Name));
  }
  return found;
}

function filesOf(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder));
  } catch {
    throw new Error(`Cannot read ${folder}: name a folder of <collection>.json files.`);
  }
}

/** What differs between the declared indexes and `<collection>.json` files of a folder. */
function differences(declared: IndexFile, folder: string): string[] {
  const files = filesOf(folder);
  return Object.entries(declared).flatMap(([collection, specs]) => {
    if (!files.has(`${collection}.json`)) {
      return [
        `${collection}: there is no ${collection}.json, so the collection is missing or was not asked for`,
      ];
    }
    const live = liveShapes(join(folder, `${collection}.json`));
    const wanted = new Set(specs.map(declaredShape));
    return [
      ...specs
        .filter((spec) => !live.has(declaredShape(spec)))
        .map((spec) => `${collection}: missing ${spec.name}: ${declaredShape(spec)}`),
      ...[...live]
        .filter(([keys]) => !wanted.has(keys))
        .map(([keys, name]) => `${collection}: not declared ${name}: ${keys}`),
    ];
  });
}

/**
 * Compares indexes.json with the real environment; gives the sentence for when they agree.
 * @throws Error with a line for each difference
 */
export function checkIndexes(declared: string | undefined, folder: string): string {
  if (!declared) throw new Error('There is no indexes.json to compare with.');
  const file = readIndexes(declared);
  const found = differences(file, folder);
  if (found.length > 0) throw new Error(found.join('\n'));
  return `The environment has what indexes.json declares: ${Object.keys(file).length} collections.`;
}
