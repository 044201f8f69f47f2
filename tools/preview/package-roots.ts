/** Which package of a mini program a file belongs to: build and phone agree on it. */
import type { AppConfig } from './build/graph';

/** Folders of the subpackages, app paths. */
export const packageRoots = ({ subPackages, subpackages }: Partial<AppConfig>): string[] =>
  [...(subPackages ?? []), ...(subpackages ?? [])].map(({ root }) =>
    root.replace(/^\/+|\/+$/g, ''),
  );

/** The subpackage a file is in, or undefined: the first package. */
export const packageOf = (config: Partial<AppConfig>, path: string): string | undefined =>
  packageRoots(config).find((root) => path.startsWith(`${root}/`));
