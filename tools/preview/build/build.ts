/** The whole build: from a mini program's folder to one script that carries it into the phone. */
import { packageOf } from '../package-roots';
import { type AppConfig, type ComponentNode, type Graph, readGraph, styleOf } from './graph';
import { Scripts } from './modules';
import { sizeProblems } from './package-sizes';
import { BuildFailure, describe, type Problem } from './problems';
import { type Program, type ProgramScript, writeProgram } from './program-script';
import { openSources, type Sources } from './sources';
import { STYLE_LANGUAGES } from './style-languages';
import { compileTemplates } from './wxml';
import { compileStyle, type Style } from './wxss';

export interface BuildOptions {
  /** The mini program's folder (miniprogramRoot). */
  root: string;
  /** npm package name to a folder that stands in for its copy in miniprogram_npm. */
  packages?: Record<string, string>;
  /** What WeChat only warns of is a problem too, and an error in the phone: rules of our own app. */
  strict?: boolean;
  /** App path of a script that answers `wx.request`. */
  mock?: string | null;
}

/** app.js and its map, and what was found on the way. */
export interface Build extends ProgramScript {
  /** What is wrong, with its place; the rest of the mini program runs. */
  problems: Problem[];
  /** Components and pages compiled. */
  components: number;
  sources: Sources;
}

/** What WeChat only warns of in a package is not ours to mend. */
const isPackaged = (file: string) => file.startsWith('miniprogram_npm/');

/**
 * @param scripts keeps what has not changed since the last build. Rejects with a BuildFailure only
 *   when app.json leads nowhere.
 */
export async function buildMiniProgram(
  options: BuildOptions,
  scripts = new Scripts(),
): Promise<Build> {
  const { root, packages = {}, strict = false, mock = null } = options;
  const sources = openSources(root, packages);
  const problems: Problem[] = [];
  const graph = readGraph(sources, problems);
  if (graph.pages.length === 0) throw new BuildFailure(problems);
  const app = ['app.ts', 'app.js'].find(sources.exists) ?? null;
  const entries = [app, mock, ...graph.nodes.map(({ script }) => script)].filter((one) => !!one);
  const aliases = graph.app.resolveAlias ?? {};
  const modules = await scripts.compile(sources, entries as string[], aliases, problems);
  const templates = compileTemplates(
    sources,
    graph.nodes.map(({ path }) => path),
    problems,
  );
  problems.push(...sizeProblems(sources, graph.app));
  const styles = compileStyles(sources, graph.nodes, problems);
  const said = problems.filter(({ mild, file }) => !mild || (strict && !isPackaged(file)));
  const filesOf = ({ path, script, style }: ComponentNode): Set<string> =>
    new Set([
      `${path}.json`,
      ...closure([`${path}`], (name) => below(templates.files.get(name))).flatMap(
        (name) => templates.files.get(name) ?? [],
      ),
      ...(style ? (styles.get(path)?.files ?? []) : STYLE_LANGUAGES.map((end) => `${path}.${end}`)),
      ...(script ? closure([script], (name) => Object.values(modules.get(name)?.deps ?? {})) : []),
    ]);
  const program = describeProgram(graph, { styles, app, mock, strict });
  for (const [index, node] of graph.nodes.entries()) {
    if (said.length === 0) break;
    const files = filesOf(node);
    const own = said.filter(({ file }) => files.has(file)).map(describe);
    program.nodes[index]!.problems = own;
  }
  const early = (path: string) => packageOf(graph.app, path) === undefined;
  const written = writeProgram(program, modules, templates.code, early);
  return { ...written, problems: said, components: graph.nodes.length, sources };
}

const below = (files: readonly string[] = []): string[] =>
  files.filter((file) => file.endsWith('.wxml')).map((file) => file.slice(0, -'.wxml'.length));

/** Everything that is reached from `start`, itself included. */
function closure(start: readonly string[], next: (name: string) => readonly string[]): string[] {
  const seen = new Set(start);
  for (const name of seen) for (const other of next(name)) seen.add(other);
  return [...seen];
}

function compileStyles(
  sources: Sources,
  nodes: readonly ComponentNode[],
  problems: Problem[],
): Map<string, Style> {
  const styles = new Map<string, Style>();
  const app = styleOf(sources, 'app', problems);
  if (app) styles.set('app', compileStyle(sources, app, null, problems));
  for (const { path, style } of nodes) {
    if (style) styles.set(path, compileStyle(sources, style, scopeName(path), problems));
  }
  return styles;
}

/** Class prefix of a component that keeps its styles to itself. */
const scopeName = (path: string): string => path.replace(/[^\w-]+/g, '_');

interface Parts {
  styles: Map<string, Style>;
  app: string | null;
  mock: string | null;
  strict: boolean;
}

function describeProgram(
  { app: config, theme, pages, nodes }: Graph,
  { styles, app, mock, strict }: Parts,
): Program {
  return {
    config: config satisfies AppConfig,
    theme,
    pages,
    strict,
    script: app,
    mock,
    styles: Object.fromEntries([...styles].map(([path, { css }]) => [path, css])),
    nodes: nodes.map(({ path, page, config: own, using, absent, generics, script }) => ({
      path,
      page,
      config: own,
      using,
      absent,
      generics,
      script,
      scope: scopeName(path),
      problems: [],
    })),
  };
}
