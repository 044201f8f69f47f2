/**
 * What pairing with a band left on this phone: kept here, sent nowhere, written to no log. While a
 * band is met it is kept by its place, because who it is comes out later and a stranger's answer
 * must not replace the secret of the band that is meant; afterwards by its serial.
 */

import { stored } from '../../phone/store';
import type { SecretStore } from '../../protocols/driver';

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const slot = (kind: 'at' | 'of', key: string) => stored(`secret-${kind}.${key}`, '', isText);

/** The store for a connection to a place; `serial` is the band that is meant, null while adding. */
export const secretAt = (deviceId: string, serial: string | null): SecretStore => ({
  get: () => slot('at', deviceId).get() || (serial && slot('of', serial).get()) || null,
  // Storage is written before this resolves; a full one throws.
  set: async (value) => slot('at', deviceId).commit(value),
});

/** The band at this place said who it is: from now on its secret is found by its serial. */
export function keepSecret(deviceId: string, serial: string): void {
  const value = slot('at', deviceId).get();
  if (value === '') return;
  // Without room it stays where it is, and is found there.
  if (slot('of', serial).set(value)) slot('at', deviceId).clear();
}

export const forgetSecret = (serial: string): void => slot('of', serial).clear();
