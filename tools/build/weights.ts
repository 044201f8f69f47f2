/**
 * What a phone downloads, package by package: the scripts that app.json leads to, minified, and
 * every other file as it is. WeChat leaves out scripts that nobody reaches, and minifies at upload;
 * what its own compilers add is not counted (tools/wechat says what they make of it).
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type ComponentNode, readGraph } from '../preview/build/graph';
import { BuildFailure, type Problem } from '../preview/build/problems';
import { openSources, type Sources } from '../preview/build/sources';
import { MINIPROGRAM, slashed } from './files';
import { MINIFIED, reached } from './reached';

export interface Weights {
  /** Bytes by root of a package; "" is the main one. */
  packages: Map<string, number>;
  /** Bytes of script before a first page is there: the app and the first package's pages. */
  first: number;
}

/** Rejects with a BuildFailure where app.json leads to something that is not there. */
export async function weigh(folder = MINIPROGRAM): Promise<Weights> {
  const sources = openSources(folder);
  const problems: Problem[] = [];
  const { app, nodes } = readGraph(sources, problems);
  if (problems.length > 0) throw new BuildFailure(problems);
  const roots = (app.subPackages ?? []).map(({ root }) => root);
  const rootOf = (path: string) => roots.find((root) => path.startsWith(`${root}/`)) ?? '';
  const packages = new Map(['', ...roots].map((root) => [root, 0]));
  const add = (path: string, bytes: number) =>
    packages.set(rootOf(path), (packages.get(rootOf(path)) ?? 0) + bytes);
  for (const [path, bytes] of reached(sources, nodes)) add(path, bytes);
  for (const path of others(folder)) add(path, statSync(join(folder, path)).size);
  const first = nodes.filter(({ page, path }) => page && rootOf(path) === '');
  return { packages, first: await together(sources, first) };
}

/** The bytes of scripts with all they import at once, each part that is used counted once. */
async function together(sources: Sources, nodes: readonly ComponentNode[]): Promise<number> {
  const { outputFiles } = await build({
    ...MINIFIED,
    entryPoints: ['app.ts', ...nodes.flatMap(({ script }) => script ?? [])].map(sources.disk),
    bundle: true,
    splitting: true,
    format: 'esm',
    packages: 'external',
    outdir: 'weights',
    write: false,
    logLevel: 'error',
  });
  return outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
}

/** Everything that is no script, nor a text for people who read the source. */
const others = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.(ts|js|md)$/.test(entry.name))
    .map((entry) => slashed(folder, join(entry.parentPath, entry.name)));

const KB = 1024;
/** A person on a slow line waits for the first package; WeChat's own limit for each is 2 MB. */
const LIMITS = { first: 140 * KB, main: 800 * KB, sub: 500 * KB };
const shown = (bytes: number) => `${Math.round(bytes / KB)} KB`;

/** One line that says all weights, and one for each that is over its limit. */
export function report({ packages, first }: Weights): { line: string; complaints: string[] } {
  const weighed = [
    { name: 'first script', bytes: first, limit: LIMITS.first },
    ...[...packages].map(([root, bytes]) => ({
      name: root || 'main',
      bytes,
      limit: root ? LIMITS.sub : LIMITS.main,
    })),
  ];
  return {
    line: `Minified: ${weighed.map(({ name, bytes }) => `${name} ${shown(bytes)}`).join(', ')}`,
    complaints: weighed
      .filter(({ bytes, limit }) => bytes > limit)
      .map(({ name, bytes, limit }) => `${name}: ${shown(bytes)} are over ${shown(limit)}`),
  };
}
