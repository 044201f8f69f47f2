/** Which package of the mini program a file belongs to. */
import type { AppConfig } from '../build/graph';
import { app } from './mini-program';

/** The subpackage a file is in, or undefined: the first package. */
export function packageOf(path: string): string | undefined {
  const { subPackages = [], subpackages = [] } = app.config as Partial<AppConfig>;
  const roots = [...subPackages, ...subpackages].map(({ root }) => root.replace(/\/*$/, '/'));
  return roots.find((root) => path.startsWith(root));
}
