/** Collections and indexes: made by a deployment or by hand, never by an upload. */
import { relative } from 'node:path';
import { readIndexes } from '../cloud/store/indexes';
import { ROOT } from './files';

/**
 * Checks cloudfunctions/indexes.json (or another) and says where its content must be created.
 * @throws Error with one sentence when the real service could not take it
 */
export function indexNote(path: string): string {
  const shown = relative(ROOT, path);
  const file = readIndexes(path, shown);
  const indexes = Object.values(file).reduce((sum, list) => sum + list.length, 0);
  const collections = Object.keys(file).length;
  return (
    `For npm run deploy, or by hand in 云开发控制台 → 数据库: ${collections} collections and ${indexes} indexes ` +
    `of ${shown} (索引管理); npm run cloud -- indexes lists them.`
  );
}
