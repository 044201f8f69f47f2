/** Which package of the mini program a file belongs to, and what of it waits until it is needed. */
import type { AppConfig } from '../build/graph';
import { app, type MiniProgramNode } from './mini-program';

/** The subpackage a file is in, or undefined: the first package. */
export function packageOf(path: string): string | undefined {
  const { subPackages = [], subpackages = [] } = app.config as Partial<AppConfig>;
  const roots = [...subPackages, ...subpackages].map(({ root }) => root.replace(/\/*$/, '/'));
  return roots.find((root) => path.startsWith(root));
}

/**
 * Whether a component is brought only when it is first drawn, with a placeholder until then: one of
 * another package, and any where the app asks for code when it is needed (`lazyCodeLoading`).
 */
export function comesLater(
  { path, config }: MiniProgramNode,
  tag: string,
  target: string,
): boolean {
  const { [tag]: placeholder } = (config.componentPlaceholder ?? {}) as Record<string, unknown>;
  if (typeof placeholder !== 'string') return false;
  const lazy = app.config.lazyCodeLoading === 'requiredComponents';
  return lazy || packageOf(target) !== packageOf(path);
}
