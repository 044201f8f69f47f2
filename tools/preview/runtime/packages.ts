/** What of a mini program waits until it is needed. */
import { packageOf } from '../package-roots';
import { app, type MiniProgramNode } from './mini-program';

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
  return lazy || packageOf(app.config, target) !== packageOf(app.config, path);
}
