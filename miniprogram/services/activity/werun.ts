/**
 * WeChat's own step count as a source: by a consent of its own, read once each time the app is opened.
 * The phone never sees the steps before the cloud has counted them.
 */
import { CONSENT_VERSIONS } from '../../contract/api';
import { now } from '../../lib/clock';
import { ask } from '../../phone/cloud';
import { AppError } from '../../phone/errors';
import { stored } from '../../phone/store';
import { werunProof } from '../../phone/werun';
import { mergeDays, mine, remember } from '../account/index';

/** Whose steps were read last, and when (UTC seconds). */
interface Read {
  uid: string;
  at: number;
}

const last = stored<Read | null>(
  'werun',
  null,
  (value) => value === null || typeof value === 'object',
);
let begun = false;
let reading: Promise<void> | null = null;

/** Whether its steps count for whoever uses this phone. */
export const usesWerun = (): boolean => mine.get().me?.consents.includes('werun') === true;

/** When its steps were read last, UTC seconds, or null. */
export function werunReadAt(): number | null {
  const read = last.get();
  return read && read.uid === mine.get().me?.uid ? read.at : null;
}

/** Agrees to it and reads it. Rejects with an AppError, `werun-refused` and `werun-off` among them. */
export async function agreeToWerun(): Promise<void> {
  // WeChat's own word comes first: a consent without steps would stand for nothing.
  const proof = await werunProof();
  await setWerun(true);
  await send(proof);
}

/** Takes it back with all that was read. Rejects with an AppError. */
export async function withdrawWerun(): Promise<void> {
  await setWerun(false);
  last.clear();
  const days = mine.get().days.filter(({ sourceClass }) => sourceClass !== 'werun');
  remember({ days });
}

/** Reads it, one question at a time. Rejects with an AppError. */
export function readWerun(): Promise<void> {
  reading ??= werunProof()
    .then(send)
    .finally(() => {
      reading = null;
    });
  return reading;
}

/** Once in each run of the app, where it was agreed to. Never rejects: the day stays as it was. */
export async function readWerunOnce(): Promise<void> {
  if (begun || !usesWerun()) return;
  begun = true;
  await readWerun().catch(() => undefined);
}

async function setWerun(given: boolean): Promise<void> {
  if (!mine.get().me) throw new AppError('needs-consent', 'nobody is known yet');
  const { me } = await ask('consent.set', {
    kind: 'werun',
    version: CONSENT_VERSIONS.werun,
    given,
  });
  remember({ me });
}

async function send(proof: string): Promise<void> {
  const { days } = await ask('activity.werun', { proof });
  const { me } = mine.get();
  if (me) last.set({ uid: me.uid, at: now() });
  remember({ days: mergeDays(days) });
}
