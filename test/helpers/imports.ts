/** What a source file imports, read by TypeScript's own parser: nothing that compiles is missed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

export const ROOT = resolve(__dirname, '../..');

export interface Import {
  /** As it is written. */
  name: string;
  /** Path from the root for a file of ours, else null. */
  file: string | null;
  /** Nothing of it is there when the program runs. */
  typeOnly: boolean;
  /** Loaded when the code reaches it: `import()` and `require.async()`. */
  later: boolean;
}

/** TypeScript sources below a folder, as paths from the root. */
export const sources = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((file) => !/miniprogram_npm|node_modules/.test(file));

export const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);

/** Every import of a file: statements, re-exports, `import()`, `require`, `require.async`, types. */
export function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (name: string, typeOnly: boolean, later = false) =>
    found.push({ name, file: fileOf(source.fileName, name), typeOnly, later });
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const { moduleSpecifier } = node;
      if (moduleSpecifier && ts.isStringLiteral(moduleSpecifier)) {
        add(moduleSpecifier.text, isTypeOnly(node));
      }
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      const { literal } = node.argument;
      if (ts.isStringLiteral(literal)) add(literal.text, true);
    } else if (ts.isCallExpression(node)) {
      const [first] = node.arguments;
      const loads = loadsBy(node.expression);
      if (loads && first && ts.isStringLiteral(first)) add(first.text, false, loads === 'later');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What a call of this loads by: `require`, or later `import` and `require.async`. */
function loadsBy(called: ts.Expression): 'now' | 'later' | null {
  if (called.kind === ts.SyntaxKind.ImportKeyword) return 'later';
  const named = (one: ts.Node, text: string) => ts.isIdentifier(one) && one.text === text;
  if (named(called, 'require')) return 'now';
  if (!ts.isPropertyAccessExpression(called)) return null;
  return named(called.expression, 'require') && called.name.text === 'async' ? 'later' : null;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly || allTypes(node.exportClause);
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  return clause.name === undefined && allTypes(clause.namedBindings);
}

const allTypes = (names: ts.NamedExportBindings | ts.NamedImportBindings | undefined): boolean =>
  names !== undefined &&
  (ts.isNamedImports(names) || ts.isNamedExports(names)) &&
  names.elements.length > 0 &&
  (names.elements as readonly (ts.ImportSpecifier | ts.ExportSpecifier)[]).every(
    ({ isTypeOnly }) => isTypeOnly,
  );

function fileOf(from: string, name: string): string | null {
  if (!name.startsWith('.')) return null;
  const path = join(dirname(from), name);
  const ends = ['', '.ts', '/index.ts'];
  // WeChat names the file it will have made.
  const made = path.replace(/\.js$/, '.ts');
  return (
    [made, ...ends.map((end) => path + end)].find((file) => /\.\w+$/.test(file) && isFile(file)) ??
    path
  );
}

const isFile = (file: string) => existsSync(join(ROOT, file));

/** `wx` members a file uses, e.g. "cloud", "navigateTo". */
export function wxNamesOf(source: ts.SourceFile): string[] {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.expression.getText(source) === 'wx') {
      names.add(node.name.text);
    } else if (ts.isIdentifier(node) && node.text === 'wx' && !isMember(node)) names.add('wx');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...names];
}

/** The `wx` of `wx.name` is told by its name; that of `a.wx` or of a type is another. */
const isMember = ({ parent }: ts.Identifier): boolean =>
  ts.isPropertyAccessExpression(parent) ||
  ts.isQualifiedName(parent) ||
  ts.isPropertyAssignment(parent) ||
  ts.isPropertySignature(parent);
/** Circles of files that import each other's values when they load; each as a path. */
export function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const path: string[] = [];
  const found: string[] = [];
  const visit = (file: string): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' > '));
      return;
    }
    state.set(file, 'open');
    path.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    path.pop();
    state.set(file, 'done');
  };
  for (const file of graph.keys()) visit(file);
  return found;
}
