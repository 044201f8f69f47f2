/** What a build can complain about. Every problem names a place a person can open. */

export interface Problem {
  /** Path from the mini program's root, with extension. */
  file: string;
  /** From 1; 0 when the problem is the whole file. */
  line: number;
  column: number;
  message: string;
  /** WeChat's own compiler accepts it. */
  mild?: true;
}

/** Thrown when there is nothing to run: app.json cannot be read or lists no pages. */
export class BuildFailure extends Error {
  override readonly name = 'BuildFailure';
  constructor(readonly problems: Problem[]) {
    super(problems.map(describe).join('\n'));
  }
}

/** `pages/today/today.wxml:3:14 missing end tag`. */
export function describe({ file, line, column, message }: Problem): string {
  const place = line > 0 ? `${file}:${line}:${column}` : file;
  return `${place} ${message}`;
}
