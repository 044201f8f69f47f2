/** The component graph: which files make up the mini program, from app.json on. */
import { type TransformFailure, transformSync } from 'esbuild';
import type { Problem } from './problems';
import { npmCandidates, resolvePath, type Sources } from './sources';

export interface ComponentNode {
  /** App path without extension. */
  path: string;
  page: boolean;
  config: ComponentConfig;
  /** Tag to app path without extension. */
  using: Record<string, string>;
  /** App path of the script. */
  script: string;
  /** App path of the style sheet, or null. */
  style: string | null;
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
  [key: string]: unknown;
}

export interface Graph {
  app: AppConfig;
  theme: Record<string, Record<string, string>>;
  /** App paths of all pages, main package first. */
  pages: string[];
  nodes: ComponentNode[];
}

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

  const global = resolveAll(sources, 'app.json', app.usingComponents, problems);
  const nodes = new Map<string, ComponentNode>();
  const todo = pages.map((path) => ({ path, page: true, from: 'app.json' }));
  todo.push(...Object.values(global).map((path) => ({ path, page: false, from: 'app.json' })));
  for (let next = todo.shift(); next; next = todo.shift()) {
    if (nodes.has(next.path)) continue;
    const node = readNode(sources, next.path, next.page, next.from, problems);
    if (!node) continue;
    nodes.set(node.path, node);
    const from = `${node.path}.json`;
    const own = resolveAll(sources, from, node.config.usingComponents, problems);
    const generic = resolveAll(sources, from, genericDefaults(node.config), problems);
    node.using = { ...global, ...own };
    for (const path of [...Object.values(own), ...Object.values(generic)]) {
      todo.push({ path, page: false, from });
    }
  }
  return { app, theme, pages, nodes: [...nodes.values()] };
}

function readNode(
  sources: Sources,
  path: string,
  page: boolean,
  from: string,
  problems: Problem[],
): ComponentNode | null {
  const script = [`${path}.ts`, `${path}.js`].find(sources.exists);
  if (!script || !sources.exists(`${path}.wxml`)) {
    const missing = script ? `${path}.wxml` : `${path}.ts`;
    report(problems, from, `${page ? 'page' : 'component'} ${path}: ${missing} is missing`);
    return null;
  }
  const config = sources.exists(`${path}.json`)
    ? (readJson<ComponentConfig>(sources, `${path}.json`, problems) ?? {})
    : {};
  if (!page && config.component !== true) {
    report(problems, `${path}.json`, 'needs "component": true');
  }
  const style = sources.exists(`${path}.wxss`) ? `${path}.wxss` : null;
  return { path, page, config, using: {}, script, style };
}

function resolveAll(
  sources: Sources,
  from: string,
  using: Record<string, string> | undefined,
  problems: Problem[],
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [tag, reference] of Object.entries(using ?? {})) {
    const path = resolveComponent(sources, from, reference);
    if (path) found[tag] = path;
    else report(problems, from, `usingComponents: "${tag}": "${reference}" is not found`);
  }
  return found;
}

/** Relative or absolute, then miniprogram_npm upward; a folder means its index. */
function resolveComponent(sources: Sources, from: string, reference: string): string | null {
  const plain = resolvePath(from, reference);
  const candidates = plain ? [plain] : [];
  if (!/^[./]/.test(reference)) candidates.push(...npmCandidates(from, reference));
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
  const text = sources.text(appPath);
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    problems.push({ file: appPath, ...jsonProblem(text, error) });
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
