/**
 * `npm run build -- release`: the tree that goes to WeChat, in dist/release. It is the mini program
 * without the lab; a script that only the lab leads to is not in it either.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readGraph } from '../preview/build/graph';
import { BuildFailure, type Problem } from '../preview/build/problems';
import { openSources } from '../preview/build/sources';
import { filesBelow, MINIPROGRAM, ROOT, slashed } from './files';
import { reached } from './reached';

/** A project as WeChat's tools take it. */
export const RELEASE = join(ROOT, 'dist/release');

/** What only develop versions have: the pages, and the virtual bands behind them. */
const LAB_PACKAGE = 'packages/lab';
const DEVELOP = [LAB_PACKAGE, 'bands/lab'];

const DOOR = 'services/bands/lab-door.ts';
/** A release has no lab, so nothing asks this. */
const CLOSED = `export const HAS_LAB: boolean = false;
export const openLab = () => Promise.reject(new Error('this version has no lab'));
`;

interface App {
  subPackages: { root: string }[];
}

/**
 * What `buildNpm` makes must be there already. Throws where the tree would lead to something that is
 * not in it.
 */
export async function buildRelease(out = RELEASE): Promise<void> {
  const app = join(out, 'miniprogram');
  rmSync(out, { recursive: true, force: true });
  cpSync(MINIPROGRAM, app, { recursive: true, filter: (path) => !isDevelops(path) });
  changeJson<App>(join(app, 'app.json'), ({ subPackages, ...rest }) => ({
    ...rest,
    subPackages: subPackages.filter(({ root }) => root !== LAB_PACKAGE),
  }));
  writeFileSync(join(app, DOOR), CLOSED);
  cpSync(join(ROOT, 'project.config.json'), join(out, 'project.config.json'));
  // The functions have an upload of their own.
  changeJson(join(out, 'project.config.json'), ({ cloudfunctionRoot: _, ...rest }) => rest);
  await dropUnreached(app);
}

const isDevelops = (path: string): boolean =>
  path.endsWith('.md') || DEVELOP.includes(slashed(MINIPROGRAM, path));

function changeJson<T extends object = Record<string, unknown>>(
  path: string,
  change: (json: T) => object,
): void {
  const json = JSON.parse(readFileSync(path, 'utf8')) as T;
  writeFileSync(path, `${JSON.stringify(change(json), null, 2)}\n`);
}

async function dropUnreached(app: string): Promise<void> {
  const problems: Problem[] = [];
  const sources = openSources(app);
  const { nodes } = readGraph(sources, problems);
  if (problems.length > 0) throw new BuildFailure(problems);
  const needed = reached(sources, nodes);
  for (const path of await filesBelow(app, (name) => name.endsWith('.ts'))) {
    if (!needed.has(slashed(app, path))) rmSync(path);
  }
}
