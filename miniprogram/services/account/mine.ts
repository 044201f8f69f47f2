/**
 * Who I am, my bands and my last days, as the cloud said last: kept on the phone, so that the first
 * paint needs no network. Pages read `mine.get()` and watch it.
 */
import type { BoundBand, Me, OwnDay } from '../../contract/api';
import { civilOffset, now } from '../../lib/clock';
import { alone, permitted, setAlone } from '../../phone/agreement';
import { ask } from '../../phone/cloud';
import { type AppCode, type AppError, toAppError } from '../../phone/errors';
import { createState } from '../../phone/state';
import { stored } from '../../phone/store';
import { language } from '../../words/index';
import { takeTold } from '../notices/index';

export interface Mine {
  me: Me | null;
  bands: BoundBand[];
  /** Days as the cloud counts them, in any order. */
  days: OwnDay[];
  streak: number;
  /** Server time of the last answer, UTC seconds; 0 before the first. */
  at: number;
  /** True while the cloud cannot be reached for want of a network. */
  offline: boolean;
  /** This phone's clock is not the cloud's, as of the last answer. */
  clockOff: boolean;
  /** Why the last question who I am had no answer, or null. */
  error: AppCode | null;
  /** Why the last upload was not taken, or null. Not kept: the next start tries again. */
  uploadError: AppCode | null;
}

interface Kept {
  me: Me | null;
  bands: BoundBand[];
  days: OwnDay[];
  streak: number;
  at: number;
}

/** A clock that is further from the cloud's counts steps to other days. */
const CLOCK_SECONDS = 600;

const NOTHING: Kept = { me: null, bands: [], days: [], streak: 0, at: 0 };

const isKept = (value: unknown): boolean => {
  const kept = value as Partial<Kept> | null;
  return !!kept && Array.isArray(kept.bands) && Array.isArray(kept.days);
};

const kept = stored<Kept>('mine', NOTHING, isKept);
/** Virtual bands added while the cloud could not be reached. They live on this phone only. */
const localBands = stored<BoundBand[]>('local-bands', [], Array.isArray);

function fromPhone(): Mine {
  const value = kept.get();
  const local = localBands.get();
  return {
    ...value,
    bands: [...value.bands, ...local],
    offline: false,
    clockOff: false,
    error: null,
    uploadError: null,
  };
}

export const mine = createState<Mine>(fromPhone);

/** Changes what is known and keeps it for the next start. */
export function remember(
  part: Partial<Omit<Mine, 'offline' | 'clockOff' | 'error' | 'uploadError'>>,
): void {
  if (part.me) setAlone(part.me.age === 'u14' && !part.me.consents.includes('guardian'));
  mine.set(part);
  const { me, bands, days, streak, at } = mine.get();
  kept.set({ me, bands: bands.filter((band) => !isLocal(band.id)), days, streak, at });
  localBands.set(bands.filter((band) => isLocal(band.id)));
}

/** Nobody is known here any more. */
export function forgetMine(): void {
  mine.set({ ...NOTHING, offline: false, clockOff: false, error: null, uploadError: null });
}

/** Whether a band lives on this phone only. */
export const isLocal = (bandId: string): boolean => bandId.startsWith('local:');

/** Whether nobody can be known, since nobody agreed to be: then nothing is missing. */
export const nobody = (error: AppCode | null): boolean =>
  error === 'needs-consent' || error === 'guardian-needed';

let entering: Promise<AppError | null> | null = null;
/** Whether anything asked since the app came to the front. */
let asked = false;
/** The network as the phone told it last, and how often it told something. */
const network = { connected: true, changes: 0 };

/** The phone says whether it has a network; where it does again, the cloud is asked anew. */
export function networkChanged(connected: boolean): void {
  network.connected = connected;
  network.changes++;
  mine.set({ offline: !connected });
  if (connected) void enter();
}

/**
 * Call before asking the cloud; the result takes what came of it and says whether it still tells
 * anything: of an answer from before the network came or went nothing follows for now.
 */
export function listening(): (error: AppError | null) => boolean {
  const before = network.changes;
  return (error) => {
    if (before !== network.changes) return false;
    const offline = error !== null && (error.code === 'offline' || !network.connected);
    if (mine.get().offline !== offline) mine.set({ offline });
    return true;
  };
}

/**
 * Asks the cloud who I am. Never rejects: resolves to null, or to why there was no answer, in
 * which case what the phone knows stays in force. One question at a time.
 */
export function enter(): Promise<AppError | null> {
  asked = true;
  entering ??= askWho().finally(() => {
    entering = null;
  });
  return entering;
}

/**
 * The same where no page did since the app was shown: what there is to tell comes with the answer.
 * Whoever has agreed to nothing wants nothing of it: the terms are not asked over the page they look at.
 */
export function enterUnasked(): void {
  if (!asked && permitted()) void enter();
}

/** The app was left: whoever comes back is told anew. */
export function leave(): void {
  asked = false;
}

/** The same where it is not known: a page may be the first that is opened. */
export const known = async (): Promise<AppError | null> => (mine.get().me ? null : enter());

async function askWho(): Promise<AppError | null> {
  const heard = listening();
  if (mine.get().error) mine.set({ error: null });
  try {
    const { me, bands, days, streak, at, ...rest } = await ask('account.enter', {});
    const { notices, templates, devices } = rest;
    const here = await bandsHere(me, bands);
    remember({ me, bands: [...bands, ...here], days: mergeDays(days), streak, at });
    // A cloud that was not deployed anew tells less.
    const clockOff = Math.abs(at - now()) > CLOCK_SECONDS;
    if (mine.get().clockOff !== clockOff) mine.set({ clockOff });
    takeTold({ notices: notices ?? [], templates: templates ?? {}, devices: devices ?? [] });
    heard(null);
    tellPlace();
    return null;
  } catch (cause) {
    const error = toAppError(cause);
    // The network came or went meanwhile: perhaps there is an answer now.
    if (!heard(error) && network.connected) return askWho();
    mine.set({ error: error.code });
    return error;
  }
}

/**
 * Bands this phone has beside those the cloud told of. What a child bound on this phone alone stays
 * here until a guardian has agreed; then the cloud is told of it, and its steps go up.
 */
async function bandsHere(me: Me, told: readonly BoundBand[]): Promise<BoundBand[]> {
  const others = mine.get().bands.filter(({ id }) => !told.some((band) => band.id === id));
  const local = others.filter(({ id }) => isLocal(id));
  if (!alone()) return local;
  if (!me.consents.includes('guardian') && me.age === 'u14') return others;
  for (const { model, protocol, serial, virtual } of others.filter(({ id }) => !isLocal(id))) {
    try {
      local.push((await ask('band.bind', { model, protocol, serial, virtual })).band);
    } catch (failure) {
      // Somebody else's by now: what was walked with it stays on this phone.
      if (toAppError(failure).code !== 'band-taken') throw failure;
    }
  }
  return local;
}

/** What is written to me is in my language and comes by my clock: where they changed, the cloud is told. */
export function tellPlace(): void {
  const { me } = mine.get();
  const here = { language: language(), offset: civilOffset() };
  if (!me || (me.language === here.language && me.offset === here.offset)) return;
  // The next start tells it again.
  ask('account.update', here).then(
    (answer) => remember({ me: answer.me }),
    () => undefined,
  );
}

const DAYS_KEPT = 100;

/** The days known with newer ones put over them, newest first. */
export function mergeDays(newer: readonly OwnDay[]): OwnDay[] {
  const days = new Map(mine.get().days.map((day) => [day.day, day]));
  for (const day of newer) days.set(day.day, day);
  return [...days.values()].sort((a, b) => b.day - a.day).slice(0, DAYS_KEPT);
}
