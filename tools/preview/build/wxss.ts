/**
 * WXSS as CSS for one page document: imports inlined, rpx as a calculation, tags renamed, classes
 * of an isolated component prefixed, dark mode switchable per phone, nothing from the network.
 */
import postcss, {
  type AtRule,
  type Container,
  CssSyntaxError,
  type Root,
  type Rule,
} from 'postcss';
import type { Problem } from './problems';
import { resolvePath, type Sources } from './sources';
import { compiledStyle } from './style-languages';

const DARK = ':where(:root[data-theme="dark"])';
const LIGHT = ':where(:root:not([data-theme="dark"]))';

export interface Style {
  css: string;
  /** The sheets it is made of. */
  files: string[];
}

/**
 * @param scope the style scope's name: prefix of classes and value of `wx-host`; null for shared.
 */
export function compileStyle(
  sources: Sources,
  file: string,
  scope: string | null,
  problems: Problem[],
): Style {
  const files: string[] = [];
  const root = load(sources, file, problems, [], files);
  root.walkAtRules('font-face', (rule) => {
    if (/url\(\s*['"]?(https?:)?\/\//.test(rule.toString())) rule.remove();
  });
  root.walkDecls((decl) => {
    decl.value = withoutNetwork(withSafeArea(withRpx(decl.value)));
  });
  root.walkRules((rule) => {
    if (!insideKeyframes(rule)) rule.selector = translateSelector(rule.selector, scope);
  });
  root.walkAtRules('media', rewriteScheme);
  root.walkAtRules((rule) => {
    if (rule.params.includes('rpx')) rule.params = withRpx(rule.params);
  });
  return { css: root.toString(), files };
}

/** 750rpx is the width of the page; `--rpx` is set by the page document. */
export const withRpx = (value: string): string =>
  value.includes('rpx')
    ? value.replace(/(?<![\w#-])(-?(?:\d+\.?\d*|\.\d+))rpx\b/g, 'calc($1 * var(--rpx))')
    : value;

/** The page document knows how far the home indicator reaches; the browser does not. */
const withSafeArea = (value: string): string =>
  value
    .replace(/(?:env|constant)\(\s*safe-area-inset-bottom\s*(?:,[^)]*)?\)/g, 'var(--safe-bottom)')
    .replace(/(?:env|constant)\(\s*safe-area-inset-(?:top|left|right)\s*(?:,[^)]*)?\)/g, '0px');

/** Pictures from the network: nothing is fetched here. */
const withoutNetwork = (value: string): string =>
  value.replace(/url\(\s*['"]?(?:https?:)?\/\/[^)]*\)/g, 'url(data:,)');

function load(
  sources: Sources,
  file: string,
  problems: Problem[],
  chain: string[],
  files: string[],
): Root {
  files.push(file);
  let root: Root;
  try {
    root = postcss.parse(compiledStyle(sources, file), { from: file });
  } catch (error) {
    const at = error instanceof CssSyntaxError ? error : null;
    problems.push({
      file,
      line: at?.line ?? Number((error as { line?: number }).line ?? 0),
      column: at?.column ?? 0,
      message: at?.reason ?? (error as Error).message,
    });
    return postcss.root();
  }
  root.walkAtRules('import', (rule) => {
    const target = importTarget(sources, file, rule);
    if (!target) {
      const { line = 0, column = 0 } = rule.source?.start ?? {};
      problems.push({ file, line, column, message: `@import ${rule.params}: no such file` });
      rule.remove();
    } else if (chain.includes(target)) rule.remove();
    else rule.replaceWith(load(sources, target, problems, [...chain, file], files).nodes);
  });
  return root;
}

function importTarget(sources: Sources, file: string, rule: AtRule): string | null {
  const reference = /^(?:url\()?\s*['"]?([^'")]+)/.exec(rule.params)?.[1];
  const path = reference ? resolvePath(file, reference) : null;
  if (!path) return null;
  return [path, `${path}.wxss`].find(sources.exists) ?? null;
}

function insideKeyframes(rule: Rule): boolean {
  const parent = rule.parent;
  return parent?.type === 'atrule' && (parent as AtRule).name.endsWith('keyframes');
}

/** Renames tags, scopes classes and `:host`, in one pass over the selector's text. */
export function translateSelector(selector: string, scope: string | null): string {
  const token =
    /(\[[^\]]*\]|"[^"]*"|'[^']*'|:(?:nth-[\w-]+|lang|dir)\([^)]*\)|::?[\w-]+)|(\.)(-?[_a-zA-Z\u0080-\uffff][\w\u0080-\uffff-]*)|(#)([\w-]+)|(?<![\w-])([a-z][\w-]*)/g;
  return selector.replace(
    token,
    (all, literal: string, dot: string, name: string, hash: string, id: string, tag: string) => {
      if (literal) return literal === ':host' && scope ? `[wx-host="${scope}"]` : all;
      if (dot) return scope ? `.${scope}--${name}` : all;
      // An id counts for more than a class, however it is written.
      if (hash) return `:is([id$="--${id}"], #_)`;
      if (tag) return tag.startsWith('wx-') ? tag : `wx-${tag}`;
      return all;
    },
  );
}

/** `prefers-color-scheme` becomes the page document's own switch, at no extra weight. */
function rewriteScheme(rule: AtRule): void {
  const match = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/.exec(rule.params);
  if (!match) return;
  const prefix = match[1] === 'dark' ? DARK : LIGHT;
  rule.walkRules((inner) => {
    if (insideKeyframes(inner)) return;
    inner.selectors = inner.selectors.map((selector) => `${prefix} ${selector}`);
  });
  const rest = rule.params
    .replace(match[0], '')
    .replace(/^\s*and\s+|\s+and\s*$|\s+and\s+(?=and\b)/g, '')
    .trim();
  if (rest === '' || rest === 'screen' || rest === 'all') {
    (rule.parent as Container | undefined)?.insertBefore(rule, rule.nodes ?? []);
    rule.remove();
  } else rule.params = rest;
}
