/** Whose styles reach a component: WeChat's styleIsolation and addGlobalClass, from JSON or script. */
import type { MiniProgramNode } from './mini-program';

export interface StyleOptions {
  styleIsolation?: unknown;
  addGlobalClass?: unknown;
}

/** JSON wins over the script's `options`; pages share, components keep to themselves. */
export function isolationOf({ config, page }: MiniProgramNode, options: StyleOptions): string {
  const said = config.styleIsolation ?? options.styleIsolation;
  if (typeof said === 'string') return said;
  if (page) return 'shared';
  return (config.addGlobalClass ?? options.addGlobalClass) ? 'apply-shared' : 'isolated';
}

/** Whether a component's styles reach what is not its own. */
export const isShared = (isolation: string): boolean =>
  isolation === 'shared' || isolation === 'page-shared';

/** The style sheet as the page documents get it: without the prefix where styles are shared. */
export const sharedOrOwn = (css: string, scope: string, isolation: string): string =>
  isShared(isolation) ? css.replaceAll(`.${scope}--`, '.') : css;
