/**
 * The mini program's scripts, each compiled alone as WeChat does it: one that is wrong leaves the
 * others as they are. They run in the phone under the names they have here (runtime/loader.ts).
 */
import { SourceMap, type SourceMapPayload } from 'node:module';
import { type Message, transform } from 'esbuild';
import type { Problem } from './problems';
import { type Aliases, resolveScript } from './references';
import type { Sources } from './sources';

export interface Module {
  /** CommonJS. */
  code: string;
  /** Reference as written to app path. What is missing here fails when it is required. */
  deps: Record<string, string>;
  /** The source's line, from 1, of each line of code. */
  lines: number[];
}

interface Compiled extends Omit<Module, 'deps'> {
  references: string[];
  map: string;
  problem: Problem | null;
}

/** Compiles what scripts reach; keeps what has not changed for the next build. */
export class Scripts {
  private readonly kept = new Map<string, { text: string; compiled: Promise<Compiled> }>();
  /** Source maps by app path, for the browser's debugger. */
  readonly maps = new Map<string, string>();

  /** @param entries app paths of scripts. @returns modules by app path. */
  async compile(
    sources: Sources,
    entries: readonly string[],
    aliases: Aliases,
    problems: Problem[],
  ): Promise<Record<string, Module>> {
    const modules: Record<string, Module> = {};
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
        modules[path] = { code, deps, lines };
        this.maps.set(path, map);
      }
      frontier = [...next].filter((path) => !modules[path]);
    }
    return modules;
  }

  private one(sources: Sources, path: string): Promise<Compiled> {
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

async function compile(path: string, text: string): Promise<Compiled> {
  if (path.endsWith('.json')) return bare(`module.exports = ${text.trim() || '{}'};`);
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
    return { ...bare(code), references: [...new Set(references)], map, lines: linesOf(code, map) };
  } catch (error) {
    const first = (error as { errors?: Message[] }).errors?.[0];
    if (!first) throw error;
    const problem: Problem = {
      file: path,
      line: first.location?.line ?? 0,
      column: (first.location?.column ?? -1) + 1,
      message: first.text,
    };
    const place = `${path}:${problem.line}:${problem.column} ${problem.message}`;
    return { ...bare(`throw new SyntaxError(${JSON.stringify(place)});`), problem };
  }
}

const bare = (code: string): Compiled => ({
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
