/**
 * The mini program's scripts, each compiled alone as WeChat does it: one that is wrong says so when it
 * is asked for, and leaves the others as they are.
 */
import { SourceMap, type SourceMapPayload } from 'node:module';
import { Script } from 'node:vm';
import { type Message, transform } from 'esbuild';
import type { Module } from '../runtime/mini-program';
import type { Problem } from './problems';
import { type Aliases, resolveScript } from './references';
import type { Sources } from './sources';

export interface Compiled extends Pick<Module, 'deps' | 'lines'> {
  /** CommonJS, a function's body that any browser takes. */
  code: string;
  /** For a browser's debugger; '' of what is no source. */
  map: string;
}

interface One extends Omit<Compiled, 'deps'> {
  references: string[];
  problem: Problem | null;
}

/** Compiles what scripts reach; keeps what has not changed for the next build. */
export class Scripts {
  private readonly kept = new Map<string, { text: string; compiled: Promise<One> }>();

  /** @param entries app paths of scripts. @returns them and what they reach, by app path. */
  async compile(
    sources: Sources,
    entries: readonly string[],
    aliases: Aliases,
    problems: Problem[],
  ): Promise<Map<string, Compiled>> {
    const all = new Map<string, Compiled>();
    let frontier = [...new Set(entries)];
    while (frontier.length > 0) {
      const compiled = await Promise.all(frontier.map((path) => this.one(sources, path)));
      const next = new Set<string>();
      for (const [index, path] of frontier.entries()) {
        const { code, lines, references, map, problem } = compiled[index]!;
        const deps: Record<string, string> = {};
        for (const reference of references) {
          const target = resolveScript(sources, path, reference, aliases);
          if (target) {
            deps[reference] = target;
            next.add(target);
          } else problems.push(missing(path, reference, code, lines));
        }
        if (problem) problems.push(problem);
        all.set(path, { code, deps, lines, map });
      }
      frontier = [...next].filter((path) => !all.has(path));
    }
    return all;
  }

  private one(sources: Sources, path: string): Promise<One> {
    const text = sources.text(path);
    const known = this.kept.get(path);
    if (known?.text === text) return known.compiled;
    const compiled = compile(path, text);
    this.kept.set(path, { text, compiled });
    return compiled;
  }
}

/** Comments that esbuild leaves, before a property for example. */
const COMMENT = /^\s*(\/\/.*|\/\*[\s\S]*?\*\/)/gm;
/** As esbuild writes them. */
const REQUIRE = /\brequire(?:\.async)?\(\s*(["'`])([^"'`\n]+)\1\s*[,)]/g;

async function compile(path: string, text: string): Promise<One> {
  if (path.endsWith('.json'))
    return readable(path, bare(`module.exports = ${text.trim() || '{}'};`));
  try {
    const { code, map } = await transform(text, {
      loader: path.endsWith('.ts') ? 'ts' : 'js',
      format: 'cjs',
      target: 'es2022',
      supported: { 'dynamic-import': false },
      sourcemap: 'external',
      sourcefile: path,
      charset: 'utf8',
      logLevel: 'silent',
    });
    const references = [...code.replace(COMMENT, '').matchAll(REQUIRE)].map((match) => match[2]!);
    const one = { ...bare(code), references: [...new Set(references)], map };
    return readable(path, { ...one, lines: linesOf(code, map) });
  } catch (error) {
    const first = (error as { errors?: Message[] }).errors?.[0];
    if (!first) throw error;
    const { line = 0, column = -1 } = first.location ?? {};
    return unreadable({ file: path, line, column: column + 1, message: first.text });
  }
}

/** esbuild takes some that no engine does, `/(/` for one: it would take all others of app.js with it. */
function readable(path: string, one: One): One {
  try {
    new Script(`(function(){${one.code}\n})`, { filename: path });
    return one;
  } catch (error) {
    const { message, stack = '' } = error as Error;
    const line = Number(/:(\d+)\n/.exec(stack)?.[1] ?? 0);
    return unreadable({ file: path, line: one.lines[line - 1] ?? line, column: 1, message });
  }
}

function unreadable(problem: Problem): One {
  const place = `${problem.file}:${problem.line}:${problem.column} ${problem.message}`;
  return { ...bare(`throw new SyntaxError(${JSON.stringify(place)});`), problem };
}

const bare = (code: string): One => ({
  code,
  lines: [],
  references: [],
  map: '',
  problem: null,
});

function linesOf(code: string, map: string): number[] {
  const source = new SourceMap(JSON.parse(map) as SourceMapPayload);
  let last = 1;
  return code.split('\n').map((line, index) => {
    const column = line.length - line.trimStart().length;
    const entry = source.findEntry(index, column);
    if ('originalLine' in entry && entry.generatedLine === index) last = entry.originalLine + 1;
    return last;
  });
}

function missing(path: string, reference: string, code: string, lines: number[]): Problem {
  const before = code.slice(0, Math.max(0, code.indexOf(reference))).split('\n').length;
  const message = `"${reference}" is not found`;
  // It is an error where it is required, and may never be.
  return { file: path, line: lines[before - 1] ?? 0, column: 1, message, mild: true };
}
