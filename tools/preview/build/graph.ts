/** The component graph: which files make up the mini program, from app.json on. */
import { type TransformFailure, transformSync } from 'esbuild';
import type { Problem } from './problems';
import { type Aliases, aliased } from './references';
import { npmCandidates, resolvePath, type Sources } from './sources';
import { hasCompiler, STYLE_LANGUAGES } from './style-languages';

export interface ComponentNode {
  /** App path without extension. */
  path: string;
  page: boolean;
  config: ComponentConfig;
  /** Tag to app path without extension. */
  using: Record<string, string>;
  /** App path of the script, or null. */
  script: string | null;
  /** App path of the style sheet, or null. */
  style: string | null;
  /** Tag to reference of a component that the preview cannot have: a plugin's, an extended library's. */
  absent: Record<string, string>;
  /** App paths of what stands in for its generics. */
  generics: string[];
}

export interface ComponentConfig {
  component?: boolean;
  usingComponents?: Record<string, string>;
  componentGenerics?: Record<string, true | { default?: string }>;
  componentPlaceholder?: Record<string, string>;
  styleIsolation?: string;
  addGlobalClass?: boolean;
  pureDataPattern?: string;
  [key: string]: unknown;
}

export interface AppConfig {
  pages: string[];
  subPackages?: { root: string; pages: string[]; independent?: boolean }[];
  subpackages?: { root: string; pages: string[]; independent?: boolean }[];
  usingComponents?: Record<string, string>;
  themeLocation?: string;
  resolveAlias?: Aliases;
  tabBar?: { custom?: boolean };
  [key: string]: unknown;
}

export interface Graph {
  app: AppConfig;
  theme: Record<string, Record<string, string>>;
  /** App paths of all pages, main package first. */
  pages: string[];
  nodes: ComponentNode[];
}

/** WeChat draws this component in the place of the tab bar when app.json asks for a custom one. */
export const CUSTOM_TAB_BAR = 'custom-tab-bar/index';

/** What is wrong with a file is a problem of that file; the others are read on. */
export function readGraph(sources: Sources, problems: Problem[]): Graph {
  const app = readJson<AppConfig>(sources, 'app.json', problems) ?? { pages: [] };
  const packages = [...(app.subPackages ?? []), ...(app.subpackages ?? [])];
  const pages = [
    ...(app.pages ?? []),
    ...packages.flatMap(({ root, pages: own }) => own.map((page) => `${trim(root)}/${page}`)),
  ].map(trim);
  if (pages.length === 0) report(problems, 'app.json', 'lists no pages');
  const theme = app.themeLocation
    ? (readJson<Graph['theme']>(sources, app.themeLocation, problems) ?? {})
    : {};

  const aliases = app.resolveAlias ?? {};
  const read = (from: string, using: Record<string, string> | undefined) =>
    resolveAll(sources, from, using, aliases, problems);
  const global = read('app.json', app.usingComponents);
  const nodes = new Map<string, ComponentNode>();
  const todo = [...new Set(pages)].map((path) => ({ path, page: true, from: 'app.json' }));
  const more = (paths: readonly string[], from: string) =>
    todo.push(...paths.map((path) => ({ path, page: false, from })));
  more(Object.values(global.found), 'app.json');
  if (app.tabBar?.custom) more([CUSTOM_TAB_BAR], 'app.json');
  for (let next = todo.shift(); next; next = todo.shift()) {
    if (nodes.has(next.path)) continue;
    const node = readNode(sources, next.path, next.page, next.from, problems);
    nodes.set(node.path, node);
    const from = `${node.path}.json`;
    const own = read(from, node.config.usingComponents);
    const generic = read(from, genericDefaults(node.config));
    node.using = { ...global.found, ...own.found };
    node.absent = { ...global.absent, ...own.absent };
    node.generics = Object.values(generic.found);
    more([...Object.values(own.found), ...Object.values(generic.found)], from);
  }
  return { app, theme, pages: [...new Set(pages)], nodes: [...nodes.values()] };
}

function readNode(
  sources: Sources,
  path: string,
  page: boolean,
  from: string,
  problems: Problem[],
): ComponentNode {
  const script = [`${path}.ts`, `${path}.js`].find(sources.exists) ?? null;
  if (!script || !sources.exists(`${path}.wxml`)) {
    const missing = script ? `${path}.wxml` : `${path}.ts`;
    report(problems, from, `${page ? 'page' : 'component'} ${path}: ${missing} is missing`);
  }
  const config = sources.exists(`${path}.json`)
    ? (readJson<ComponentConfig>(sources, `${path}.json`, problems) ?? {})
    : {};
  if (!page && config.component !== true) {
    const message = 'needs "component": true';
    problems.push({ file: `${path}.json`, line: 0, column: 0, message, mild: true });
  }
  return {
    path,
    page,
    config,
    using: {},
    absent: {},
    generics: [],
    script,
    style: styleOf(sources, path, problems),
  };
}

/** The style sheet that belongs to a path, or null. */
export function styleOf(sources: Sources, path: string, problems: Problem[]): string | null {
  if (sources.exists(`${path}.wxss`)) return `${path}.wxss`;
  const other = STYLE_LANGUAGES.map((end) => `${path}.${end}`).find(sources.exists);
  if (!other || hasCompiler(sources, other)) return other ?? null;
  report(problems, other, 'is not compiled: install its compiler in the project');
  return null;
}

/** Components of a plugin, and of the library that useExtendedLib brings. */
const ELSEWHERE = /^(plugin(-private)?:\/\/|weui-miniprogram\/)/;

interface Resolved {
  found: Record<string, string>;
  absent: Record<string, string>;
}

function resolveAll(
  sources: Sources,
  from: string,
  using: Record<string, string> | undefined,
  aliases: Aliases,
  problems: Problem[],
): Resolved {
  const found: Record<string, string> = {};
  const absent: Record<string, string> = {};
  for (const [tag, reference] of Object.entries(using ?? {})) {
    const path = resolveComponent(sources, from, reference, aliases);
    if (path) found[tag] = path;
    else {
      absent[tag] = reference;
      const message = `usingComponents: "${tag}": "${reference}" is not found`;
      const problem = { file: from, line: 0, column: 0, message };
      // WeChat has these of its own; here a box in their place names them.
      problems.push(ELSEWHERE.test(reference) ? { ...problem, mild: true } : problem);
    }
  }
  return { found, absent };
}

/** Relative or absolute, then miniprogram_npm upward; a folder means its index. */
function resolveComponent(
  sources: Sources,
  from: string,
  reference: string,
  aliases: Aliases,
): string | null {
  const plain = resolvePath(from, reference);
  const candidates = plain ? [plain] : [];
  if (!/^[./]/.test(reference)) {
    candidates.unshift(...aliased(reference, aliases));
    candidates.push(...npmCandidates(from, reference));
  }
  for (const path of candidates) {
    for (const end of [path, `${path}/index`]) {
      if (sources.exists(`${end}.wxml`) || sources.exists(`${end}.json`)) return end;
    }
  }
  return null;
}

function genericDefaults({ componentGenerics }: ComponentConfig): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(componentGenerics ?? {})) {
    if (value !== true && value.default) found[name] = value.default;
  }
  return found;
}

function readJson<T>(sources: Sources, appPath: string, problems: Problem[]): T | null {
  if (!sources.exists(appPath)) {
    report(problems, appPath, 'is missing');
    return null;
  }
  const text = sources.text(appPath).replace(/^\uFEFF/, '');
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    const relaxed = relaxedJson<T>(text);
    const problem = { file: appPath, ...jsonProblem(text, error) };
    problems.push(relaxed ? { ...problem, mild: true } : problem);
    return relaxed;
  }
}

/** WeChat reads comments and a last comma; null when there is more to it. */
function relaxedJson<T>(text: string): T | null {
  const withoutComments = /"(?:\\.|[^"\\\n])*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  const withoutCommas = /"(?:\\.|[^"\\\n])*"|,(?=\s*[}\]])/g;
  const string = (part: string) => (part.startsWith('"') ? part : '');
  try {
    return JSON.parse(text.replace(withoutComments, string).replace(withoutCommas, string)) as T;
  } catch {
    return null;
  }
}

/** V8 does not always say where; esbuild does. */
function jsonProblem(text: string, error: unknown): Omit<Problem, 'file'> {
  try {
    transformSync(text, { loader: 'json', logLevel: 'silent' });
  } catch (failure) {
    const [first] = (failure as TransformFailure).errors;
    const { line = 0, column = -1 } = first?.location ?? {};
    return { line, column: column + 1, message: first?.text ?? String(error) };
  }
  return { line: 0, column: 0, message: String(error) };
}

const trim = (path: string): string => path.replace(/^\/+|\/+$/g, '');

function report(problems: Problem[], file: string, message: string): void {
  problems.push({ file, line: 0, column: 0, message });
}
