/** Subpackages: a phone downloads one when a script of it is first asked for, and keeps it. */
import { packageOf } from '../package-roots';
import { app } from './mini-program';
import { phone } from './phone';

/** Throws where the package of a file is not on the phone, and there is no network to get it with. */
export function download(path: string): void {
  const root = packageOf(app.config, path);
  const key = `${phone.storagePrefix}package.${root}`;
  if (root === undefined || localStorage.getItem(key) !== null) return;
  if (phone.settings.network === 'none') {
    performance.mark('downloadSubpackage:fail', { detail: root });
    throw new Error(`downloadSubpackage:fail ${root}`);
  }
  localStorage.setItem(key, '');
}
