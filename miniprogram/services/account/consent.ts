/**
 * What a person lets this phone keep or show beyond steps. Off until they turn it on; by person and
 * phone, and apart from WeChat's privacy guideline. Nothing of it ever leaves the phone.
 */

import { stored } from '../../phone/store';
import { mine } from './mine';

export type Consent = 'sleep' | 'heart-rate';

const slot = (uid: string) => stored<Consent[]>(`consent.${uid}`, [], Array.isArray);

/** Whether whoever uses this phone now agreed; nobody known has agreed to nothing. */
export function consented(to: Consent): boolean {
  const { me } = mine.get();
  return me !== null && slot(me.uid).get().includes(to);
}

/** Keeps the answer. Throws an AppError when the phone cannot store it. */
export function setConsent(to: Consent, given: boolean): void {
  const { me } = mine.get();
  if (!me) return;
  const others = slot(me.uid)
    .get()
    .filter((known) => known !== to);
  slot(me.uid).commit(given ? [...others, to] : others);
}
