/** Less and Sass, by the compiler that the project itself has installed; the preview brings none. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Sources } from './sources';

/** Endings of style sheets that DevTools compiles by plugin. */
export const STYLE_LANGUAGES = ['less', 'scss', 'sass'] as const;

interface StyleError {
  message: string;
  line: number;
}

interface Less {
  render(
    text: string,
    options: { filename: string; syncImport: true },
    done: (error: StyleError | null, output?: { css: string }) => void,
  ): void;
}

interface Sass {
  compileString(
    text: string,
    options: { url: URL; syntax: 'scss' | 'indented'; logger: object },
  ): { css: string };
  Logger: { silent: object };
}

function load(root: string, name: string): unknown {
  try {
    return createRequire(join(root, 'package.json'))(name);
  } catch {
    return null;
  }
}

const endOf = (file: string): string => file.slice(file.lastIndexOf('.') + 1);
const nameOf = (end: string): string => (end === 'less' ? 'less' : 'sass');

/** Whether the project has the compiler for a style sheet. */
export const hasCompiler = ({ root }: Sources, file: string): boolean =>
  load(root, nameOf(endOf(file))) !== null;

/** @returns WXSS of a style sheet. Throws an error with `line` where the compiler says one. */
export function compiledStyle(sources: Sources, file: string): string {
  const end = endOf(file);
  const text = sources.text(file);
  if (!STYLE_LANGUAGES.includes(end as 'less')) return text;
  const compiler = load(sources.root, nameOf(end));
  const filename = sources.disk(file);
  if (end !== 'less') {
    const sass = compiler as Sass;
    const syntax = end === 'sass' ? 'indented' : 'scss';
    const options = { url: pathToFileURL(filename), syntax, logger: sass.Logger.silent } as const;
    return sass.compileString(text, options).css;
  }
  let result = '';
  (compiler as Less).render(text, { filename, syncImport: true }, (error, output) => {
    if (error) throw Object.assign(new Error(error.message), { line: error.line });
    result = output?.css ?? '';
  });
  return result;
}
