/**
 * app.js: the mini program as one script, whose functions its scripts are, as WeChat's own
 * app-service.js has them. A browser parses one large script beside the page's thread; a hundred small
 * ones are a third of a slow phone's start.
 */
import type { MiniProgram } from '../runtime/mini-program';
import { PARAMETERS } from '../scope';
import type { Compiled } from './modules';

export interface ProgramScript {
  /** Sets `miniProgram`. */
  script: string;
  /** Its source map: one of each script's, in its place. Made when a debugger asks for it. */
  map(): string;
}

/** All but what is written here. */
export type Program = Omit<MiniProgram, 'scripts' | 'modules' | 'templates'>;

/** Whatever JavaScript ends a line at: a JSON file may have any. */
const LINE_END = /\r\n|[\n\r\u2028\u2029]/;

/**
 * @param templates a JavaScript expression.
 * @param early whether a script is of what WeChat runs at a start: it stands in parentheses, by which a
 *   browser compiles it at once, and not when it is called.
 */
export function writeProgram(
  program: Program,
  compiled: ReadonlyMap<string, Compiled>,
  templates: string,
  early: (path: string) => boolean,
): ProgramScript {
  const parts = ['var miniProgram = { scripts: {'];
  const modules: MiniProgram['modules'] = {};
  const sections: { line: number; column: number; map: string }[] = [];
  let at = 2;
  for (const [path, { code, deps, lines, map }] of compiled) {
    const [open, close] = early(path) ? ['(', ')'] : ['', ''];
    // A function in the function: a script may declare a name that is hidden.
    const head = `${JSON.stringify(path)}: ${open}function(${PARAMETERS.join()}){(function(){`;
    parts.push(`${head}${code}`, `})();}${close},`);
    modules[path] = { deps, lines, from: at };
    if (map) sections.push({ line: at - 1, column: head.length, map });
    at += code.split(LINE_END).length + 1;
  }
  parts.push(
    '} };',
    `Object.assign(miniProgram, ${JSON.stringify({ ...program, modules })});`,
    `miniProgram.templates = ${templates};`,
    '//# sourceMappingURL=/app.js.map\n',
  );
  return { script: parts.join('\n'), map: () => indexMap(sections) };
}

const indexMap = (sections: readonly { line: number; column: number; map: string }[]): string =>
  `{"version":3,"sections":[${sections.map(
    ({ line, column, map }) => `{"offset":{"line":${line},"column":${column}},"map":${map}}`,
  )}]}`;
