import { basename, dirname } from 'node:path';
import type { Load } from '../../harness/kits';

/** Kits by a path the bundler can follow, so that they and the race share every module. */
export const load: Load = (path) => {
  const id = basename(dirname(path));
  return import(`../../../miniprogram/bands/${id}/kit.ts`);
};
