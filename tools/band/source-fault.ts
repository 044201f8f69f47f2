import { relative } from 'node:path';
import { ROOT } from '../build/files';

const here = (path: string): string => relative(ROOT, path);

/**
 * What is wrong in a file that could not be loaded, in one sentence; null where the error is no
 * such thing.
 */
export function sourceFault(error: unknown): string | null {
  const { message = '', requireStack = [] } = error as Partial<Error> & {
    requireStack?: string[];
  };
  const syntax = /^(.+?):(\d+):\d+: ERROR: (.+)$/m.exec(message);
  if (syntax) return `${here(syntax[1]!)}:${syntax[2]}: ${syntax[3]}.`;
  const missing = /^Cannot find module '(.+?)'/.exec(message);
  const [from] = requireStack;
  if (missing && from) return `${here(from)} imports "${missing[1]}", which is not there.`;
  return null;
}
