/**
 * Bands that change hands. A band is asked for only after this phone read it: what it remembers of
 * the last days shows the cloud that it is at hand.
 */
import { addDays, type BandDay, dayOf, type Reading } from '../../contract/activity';
import { API_LIMITS, type Output } from '../../contract/api';
import { apart, readingsToDays } from '../../contract/slots';
import { now, systemClock } from '../../lib/clock';
import { deadline } from '../../lib/deadline';
import { ask } from '../../phone/cloud';
import { AppError, toAppError } from '../../phone/errors';
import { phoneRadio } from '../../phone/radio';
import type { Run } from '../../protocols/driver';
import { enter, reconsider } from '../account/index';
import type { Identified } from './binding';
import { meet } from './meet';

/** The band that is asked for. */
export type Wish = Pick<Identified, 'model' | 'serial' | 'protocol' | 'deviceId'>;

/** Where a band is asked for. */
export function handoverPath({ model, serial, protocol, deviceId }: Wish): string {
  const parts = Object.entries({ model, serial, protocol, deviceId });
  const query = parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `/packages/band/handover/handover?${query.join('&')}`;
}

export const PROOF_LIMITS = {
  /** Reading takes no longer, whatever is left: eight slots of a week are enough. */
  readMs: 20_000,
  closeMs: 2000,
  pages: 200,
} as const;

/**
 * Reads the band and asks its owner for it; who has it at hand for sure gets it at once. Rejects with
 * an AppError, `band-not-found` and the like among them: then nobody was asked.
 */
export async function askForBand(wish: Wish): Promise<Output<'band.claim'>> {
  reconsider();
  const { model, serial } = wish;
  const proof = await remembered(wish);
  const answer = await ask('band.claim', { model, serial, proof });
  if (answer.state === 'granted') await enter();
  return answer;
}

/** What somebody asked for, and what others ask for that is theirs. Rejects with an AppError. */
export const claims = (): Promise<Output<'band.claims'>> => ask('band.claims', {});

/** Takes a wish back. Rejects with an AppError. */
export async function withdrawClaim(claim: string): Promise<void> {
  await ask('band.withdraw', { claim });
}

/** The owner's word: with `give` the band is the other one's. Rejects with an AppError. */
export async function answerClaim(claim: string, give: boolean): Promise<void> {
  await ask('band.answer', { claim, give });
  await enter();
}

/** The last days as the band tells them. Nothing is released: it forgets nothing of its owner's. */
async function remembered({ serial, protocol, deviceId }: Wish): Promise<BandDay[]> {
  try {
    const target = { serial, deviceId, protocol };
    const { run, session } = await meet({ radio: phoneRadio() }, target, { cursor: null });
    const readings: Reading[] = [];
    const late = () => new AppError('timeout', 'enough was read, or nothing comes');
    // What a band that stops in the middle has told is proof as well.
    await deadline(systemClock.after, PROOF_LIMITS.readMs, read(run, readings), late).catch(
      () => undefined,
    );
    await deadline(systemClock.after, PROOF_LIMITS.closeMs, session.close(), late).catch(
      () => undefined,
    );
    return proofOf(readings);
  } catch (failure) {
    throw toAppError(failure);
  }
}

async function read(run: Run, readings: Reading[]): Promise<void> {
  for (let page = 0; page < PROOF_LIMITS.pages; page++) {
    const next = await run.next();
    if (!next) return;
    readings.push(...next.readings);
  }
}

function proofOf(readings: readonly Reading[]): BandDay[] {
  const last = dayOf(now());
  const first = addDays(last, 1 - API_LIMITS.proofDays);
  return [...readingsToDays(apart(readings))]
    .filter(([day]) => day >= first && day <= last)
    .map(([day, slots]) => ({ day, slots }));
}
