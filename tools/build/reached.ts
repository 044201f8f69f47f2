/** The scripts that app.json leads to, one after the other. */
import { transformSync } from 'esbuild';
import type { ComponentNode } from '../preview/build/graph';
import { npmCandidates, resolvePath, type Sources } from '../preview/build/sources';

export const MINIFIED = { target: 'es2020', charset: 'utf8', minify: true } as const;

/** As esbuild writes them: `import x from"y"`, `import"y"`, `require("y")`, `require.async("y")`. */
const IMPORT = /(?:\bfrom|\bimport|\brequire\(|\brequire\.async\()\s*"([^"]+)"/g;

/**
 * Every script that is reached, now or later, and its bytes: WeChat ships whole files. Throws an Error
 * where one leads to another that is not there.
 */
export function reached(sources: Sources, nodes: readonly ComponentNode[]): Map<string, number> {
  const found = new Map<string, number>();
  const todo = ['app.ts', ...nodes.flatMap(({ script }) => script ?? [])];
  for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
    if (found.has(path)) continue;
    const loader = path.endsWith('.ts') ? 'ts' : 'js';
    const { code } = transformSync(sources.text(path), { ...MINIFIED, loader });
    found.set(path, Buffer.byteLength(code));
    for (const [, name] of code.matchAll(IMPORT)) {
      const file = fileOf(sources, path, name!);
      if (file) todo.push(file);
      else if (name!.startsWith('.'))
        throw new Error(`${path} leads to ${name}, which is not there`);
    }
  }
  return found;
}

const ENDS = ['', '.ts', '.js', '/index.ts', '/index.js'];

function fileOf(sources: Sources, from: string, name: string): string | undefined {
  const places = name.startsWith('.')
    ? [resolvePath(from, name.replace(/\.js$/, '')) ?? '']
    : npmCandidates(from, name);
  return places.flatMap((place) => ENDS.map((end) => place + end)).find(sources.exists);
}
