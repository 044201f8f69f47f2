/** Subpackages: a phone downloads one when a script of it is first asked for, and keeps it. */
import type { AppConfig } from '../build/graph';
import { app } from './mini-program';
import { phone } from './phone';

/** The subpackage a file is in, or undefined: the first package. */
export function packageOf(path: string): string | undefined {
  const { subPackages = [], subpackages = [] } = app.config as Partial<AppConfig>;
  const roots = [...subPackages, ...subpackages].map(({ root }) => root.replace(/\/*$/, '/'));
  return roots.find((root) => path.startsWith(root));
}

/** Throws where the package of a file is not on the phone, and there is no network to get it with. */
export function download(path: string): void {
  const root = packageOf(path);
  const key = `${phone.storagePrefix}package.${root}`;
  if (root === undefined || localStorage.getItem(key) !== null) return;
  if (phone.settings.network === 'none') {
    performance.mark('downloadSubpackage:fail', { detail: root });
    throw new Error(`downloadSubpackage:fail ${root}`);
  }
  localStorage.setItem(key, '');
}
