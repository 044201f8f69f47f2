/** Compiles every template, and what templates import, to one generated script. */
import { TmplGroup } from 'glass-easel-template-compiler';
import type { Problem } from './problems';
import { resolvePath, type Sources } from './sources';
import { prepareWxs, requiredScripts, WXS_HELPERS, wxsProblem } from './wxs';

/** What the compiler says about a template; lines and columns count from 0. */
interface TemplateProblem {
  isError: boolean;
  message: string;
  startLine: number;
  startColumn: number;
}

export interface Templates {
  /** A JavaScript expression: template path to generator. */
  code: string;
  /** The files each template is made of, by its app path without extension. */
  files: Map<string, string[]>;
}

/** Warnings that WeChat's own compiler makes errors, and the other way round. */
const REFUSED = /end tag|be quoted/;
const ACCEPTED = /child nodes are not allowed/;

/** @param paths app paths of components, without extension. */
export function compileTemplates(
  sources: Sources,
  paths: readonly string[],
  problems: Problem[],
): Templates {
  const group = new TmplGroup();
  group.setExtraRuntimeScript(WXS_HELPERS);
  const scripts = new Set<string>();
  const files = new Map<string, string[]>();
  const todo = paths.map((path) => ({ path, from: `${path}.wxml` }));
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { path, from } = next;
    if (files.has(path)) continue;
    const file = `${path}.wxml`;
    const parts = [file];
    files.set(path, parts);
    if (!sources.exists(file)) {
      problems.push(whole(from, from === file ? 'is missing' : `imports ${file}: no such file`));
      group.addTmpl(path, '');
      continue;
    }
    for (const found of group.addTmpl(path, understood(sources.text(file))) as TemplateProblem[]) {
      problems.push(problemOf(file, found));
    }
    for (const name of group.getInlineScriptModuleNames(path) as string[]) {
      group.setInlineScript(path, name, script(file, group.getInlineScript(path, name), problems));
    }
    for (const name of group.getScriptDependencies(path) as string[]) {
      parts.push(`${name}.wxs`);
      addScript(group, sources, name, file, scripts, problems);
    }
    for (const other of group.getDirectDependencies(path) as string[]) {
      parts.push(`${other}.wxml`);
      todo.push({ path: other, from: file });
    }
  }
  const code = group.getTmplGenObjectGroups();
  group.free();
  return { code, files };
}

/** What WeChat reads otherwise than this compiler: an older name, and a tag in capitals. */
const understood = (text: string): string =>
  text
    .replace(/\bwx:for-items(\s*=)/g, 'wx:for$1')
    .replace(/(<\/?)([A-Z][a-z]+)(?=[\s/>])/g, (_all, open: string, tag: string) =>
      [open, tag.toLowerCase()].join(''),
    );

function problemOf(file: string, found: TemplateProblem): Problem {
  const { isError, message, startLine, startColumn } = found;
  const place = { file, line: startLine + 1, column: startColumn + 1, message };
  const wrong = (isError && !ACCEPTED.test(message)) || REFUSED.test(message);
  return wrong ? place : { ...place, mild: true };
}

const whole = (file: string, message: string): Problem => ({ file, line: 0, column: 0, message });

/** A script that cannot be read says so when it is looked at, and leaves the other scripts alone. */
function script(file: string, source: string, problems: Problem[]): string {
  const prepared = prepareWxs(source);
  const found = wxsProblem(prepared);
  if (!found) return prepared;
  problems.push({ file, line: found.line, column: 1, message: `WXS: ${found.message}` });
  return '';
}

function addScript(
  group: TmplGroup,
  sources: Sources,
  path: string,
  from: string,
  seen: Set<string>,
  problems: Problem[],
): void {
  if (seen.has(path)) return;
  seen.add(path);
  const file = `${path}.wxs`;
  if (!sources.exists(file)) {
    problems.push(whole(from, `uses ${file}: no such file`));
    group.addScript(path, '');
    return;
  }
  const source = sources.text(file);
  group.addScript(path, script(file, source, problems));
  for (const reference of requiredScripts(source)) {
    const target = resolvePath(file, reference)?.replace(/\.wxs$/, '');
    if (target) addScript(group, sources, target, file, seen, problems);
  }
}
