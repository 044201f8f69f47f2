/** The whole build: from a mini program's folder to one script for the phone. */
import { join } from 'node:path';
import { ROOT } from '../../build/files';
import { bundleApp } from './bundle';
import { type ComponentNode, readGraph } from './graph';
import { BuildFailure, type Problem } from './problems';
import { openSources, type Sources } from './sources';
import { compileTemplates } from './wxml';
import { compileStyle } from './wxss';

export interface BuildOptions {
  /** The mini program's folder (miniprogramRoot). */
  root: string;
  /** npm package name to a folder that stands in for its copy in miniprogram_npm. */
  packages?: Record<string, string>;
}

export interface Build {
  /** phone.js. */
  script: string;
  /** Components and pages compiled. */
  components: number;
  sources: Sources;
}

const ENTRY = join(ROOT, 'tools/preview/runtime/boot.ts');

/** Rejects with a BuildFailure that lists every problem. */
export async function buildMiniProgram({ root, packages = {} }: BuildOptions): Promise<Build> {
  const sources = openSources(root, packages);
  const problems: Problem[] = [];
  const graph = readGraph(sources, problems);
  const templates = compileTemplates(
    sources,
    graph.nodes.map(({ path }) => path),
    problems,
  );
  const styles: Record<string, string> = {};
  if (sources.exists('app.wxss')) styles.app = compileStyle(sources, 'app.wxss', null, problems);
  for (const node of graph.nodes) {
    if (node.style) {
      styles[node.path] = compileStyle(sources, node.style, scopeOf(node), problems);
    }
  }
  if (problems.length > 0) throw new BuildFailure(problems);
  const script = await bundleApp({ sources, graph, templates, styles, entry: ENTRY }, problems);
  if (problems.length > 0) throw new BuildFailure(problems);
  return { script, components: graph.nodes.length, sources };
}

/** Class prefix of a component that keeps its styles to itself; null when they are shared. */
function scopeOf({ path, page, config }: ComponentNode): string | null {
  const isolation = config.styleIsolation ?? (page ? 'shared' : 'isolated');
  if (isolation.endsWith('shared') && !isolation.endsWith('apply-shared')) return null;
  return path.replace(/[^\w-]+/g, '_');
}
