/** WeChat refuses to upload a package above 2 MB, and more than 30 MB of all. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoots } from '../package-roots';
import type { AppConfig } from './graph';
import type { Problem } from './problems';
import type { Sources } from './sources';

const MB = 1024 * 1024;
const PACKAGE = 2 * MB;
const ALL = 30 * MB;
/** What DevTools uploads of a folder. */
const UPLOADED =
  /\.(js|ts|json|wxml|wxss|wxs|less|scss|png|jpe?g|gif|svg|webp|ico|cer|mp3|aac|m4a|mp4|wav|ogg|silk|wasm|br|cert|bin|glb|gltf|ttf|txt)$/;

/** Scripts are counted as they are written: minified they are less. */
export function sizeProblems(sources: Sources, app: AppConfig): Problem[] {
  const roots = packageRoots(app);
  const sizes = new Map<string, number>([['', 0], ...roots.map((root) => [root, 0] as const)]);
  for (const [path, size] of filesBelow(sources.root, '')) {
    const root = roots.find((one) => path.startsWith(`${one}/`)) ?? '';
    sizes.set(root, (sizes.get(root) ?? 0) + size);
  }
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const heavy = [...sizes].filter(([, size]) => size > PACKAGE);
  return [
    ...heavy.map(([root, size]) => refusal(`package ${root || 'main'} is`, size, PACKAGE)),
    ...(total > ALL ? [refusal('all packages are', total, ALL)] : []),
  ];
}

const refusal = (what: string, size: number, limit: number): Problem => ({
  file: 'app.json',
  line: 0,
  column: 0,
  message: `${what} ${(size / MB).toFixed(1)} MB: WeChat takes no more than ${limit / MB} MB`,
});

function filesBelow(root: string, folder: string): [string, number][] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      return /^(node_modules|\..*)$/.test(entry.name) ? [] : filesBelow(root, path);
    }
    return UPLOADED.test(entry.name) ? [[path, statSync(join(root, path)).size] as const] : [];
  }) as [string, number][];
}
