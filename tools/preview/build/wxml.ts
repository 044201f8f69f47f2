/** Compiles every template, and what templates import, to one generated script. */
import { TmplGroup } from 'glass-easel-template-compiler';
import type { Problem } from './problems';
import { resolvePath, type Sources } from './sources';
import { prepareWxs, requiredScripts, WXS_HELPERS } from './wxs';

/** What the compiler says about a template; lines and columns count from 0. */
interface TemplateProblem {
  isError: boolean;
  message: string;
  startLine: number;
  startColumn: number;
}

/**
 * @param paths app paths of components, without extension.
 * @returns a JavaScript expression: template path to generator.
 */
export function compileTemplates(
  sources: Sources,
  paths: readonly string[],
  problems: Problem[],
): string {
  const group = new TmplGroup();
  group.setExtraRuntimeScript(WXS_HELPERS);
  const scripts = new Set<string>();
  const done = new Set<string>();
  const todo = paths.map((path) => ({ path, from: `${path}.wxml` }));
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { path, from } = next;
    if (done.has(path)) continue;
    done.add(path);
    const file = `${path}.wxml`;
    if (!sources.exists(file)) {
      problems.push({ file: from, line: 0, column: 0, message: `imports ${file}: no such file` });
      continue;
    }
    const found = group.addTmpl(path, sources.text(file)) as TemplateProblem[];
    for (const { isError, message, startLine, startColumn } of found) {
      // WeChat accepts more than this compiler: a library's mere warning is not ours to mend.
      if (!isError && file.startsWith('miniprogram_npm/')) continue;
      problems.push({ file, line: startLine + 1, column: startColumn + 1, message });
    }
    for (const name of group.getInlineScriptModuleNames(path) as string[]) {
      group.setInlineScript(path, name, prepareWxs(group.getInlineScript(path, name)));
    }
    for (const script of group.getScriptDependencies(path) as string[]) {
      addScript(group, sources, script, file, scripts, problems);
    }
    for (const other of group.getDirectDependencies(path) as string[]) {
      todo.push({ path: other, from: file });
    }
  }
  const code = group.getTmplGenObjectGroups();
  group.free();
  return code;
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
    problems.push({ file: from, line: 0, column: 0, message: `uses ${file}: no such file` });
    return;
  }
  const source = sources.text(file);
  group.addScript(path, prepareWxs(source));
  for (const reference of requiredScripts(source)) {
    const target = resolvePath(file, reference)?.replace(/\.wxs$/, '');
    if (target) addScript(group, sources, target, file, seen, problems);
  }
}
