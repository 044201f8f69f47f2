/** Subpackages: a phone downloads one when a script of it is first asked for, and keeps it. */
import type { AppConfig } from '../build/graph';
import { app } from './mini-program';
import { phone } from './phone';

/** Throws where a script's package is not on the phone, and there is no network to get it with. */
export function download(script: string): void {
  const { subPackages = [], subpackages = [] } = app.config as Partial<AppConfig>;
  const roots = [...subPackages, ...subpackages].map(({ root }) => root.replace(/\/*$/, '/'));
  const root = roots.find((one) => script.startsWith(one));
  const key = `${phone.storagePrefix}package.${root}`;
  if (root === undefined || localStorage.getItem(key) !== null) return;
  if (phone.settings.network === 'none') {
    performance.mark('downloadSubpackage:fail', { detail: root });
    throw new Error(`downloadSubpackage:fail ${root}`);
  }
  localStorage.setItem(key, '');
}
