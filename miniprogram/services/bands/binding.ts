/** Adding, listing and removing bands. */
import type { BoundBand, Input } from '../../contract/api';
import { modelOf } from '../../contract/makers';
import { bandId } from '../../contract/serial';
import { now, systemClock } from '../../lib/clock';
import { isPhoneBand } from '../../lib/serial';
import { alone } from '../../phone/agreement';
import { ask } from '../../phone/cloud';
import { AppError, toAppError } from '../../phone/errors';
import { explained } from '../../phone/preflight';
import { phoneRadio } from '../../phone/radio';
import type { DriverContext, Run } from '../../protocols/driver';
import { modelFor } from '../../protocols/index';
import { isLocal, mine, reconsider, remember } from '../account/index';
import { type Air, airOf, isOfLab, nearbyAir } from './air';
import type { BandTarget, Connected } from './connect';
import { DEMO_BAND, demoRadio, demoSerial } from './demo';
import { discover, type Nearby, type Search } from './discover';
import { labAir, labChoice } from './lab';
import type { LabWish } from './lab-door';
import { meet } from './meet';
import { bandMemory, forgetBand, rememberBand } from './memory';
import { forgetSecret } from './secrets';

/** Looks for bands for 12 s. Rejects with a BleError when scanning cannot begin. */
export const searchNearby = async (
  onChange: (list: Nearby[], secondsLeft: number) => void,
): Promise<Search> => discover({ ...(await nearbyAir()), clock: systemClock }, onChange);

/** Bands that are being talked to: a second dialogue would take the first one's answers. */
const talking = new Map<string, Run | null>();

/**
 * Connects to a bound band to read what it kept since `cursor`. Whoever calls closes its session.
 * Rejects with an AppError: `busy` while this band is talked to, and where the phone is in the way,
 * what in its settings is.
 */
export const connectBound = (band: BoundBand, cursor: string | null): Promise<Connected> =>
  reach(band, { cursor });

/** As `connectBound`, for anything but reading: what the band kept stays readable as it is. */
export const lookAtBound = (band: BoundBand): Promise<Connected> =>
  reach(band, { cursor: null, looking: true });

async function reach(
  band: BoundBand,
  how: Pick<DriverContext, 'cursor' | 'looking'>,
): Promise<Connected> {
  if (talking.has(band.id)) throw new AppError('busy', `${band.id} is being talked to`);
  talking.set(band.id, null);
  try {
    const { serial, protocol } = band;
    const target: BandTarget = { serial, deviceId: bandMemory(band.id).deviceId, protocol };
    const connected = await meet(await airOf(band), target, how);
    talking.set(band.id, connected.run);
    connected.session.onClose(() => talking.delete(band.id));
    return connected;
  } catch (failure) {
    talking.delete(band.id);
    throw await explained(failure);
  }
}

/** The app was left or is back: bands that know a word for it are told. */
export function appVisible(shown: boolean): void {
  for (const run of talking.values()) run?.visible?.(shown).catch(() => undefined);
}

/** What a person wants to bind. */
export interface BindWish {
  /** Catalogue id, or null to take what the band says of itself. */
  model: string | null;
  /** From a code; null when picked from the list. */
  serial: string | null;
  /** From the list; null when from a code. */
  deviceId: string | null;
}

/**
 * Connects, lets the band say who it is, and binds it to this account. The same band again gives
 * the same binding. Rejects with an AppError within 20 s of radio plus the cloud's answer; within a
 * minute when the wearer must confirm on the band, which `onAskWearer` tells.
 */
export async function bindBand(wish: BindWish, onAskWearer?: () => void): Promise<BoundBand> {
  const lab = wish.deviceId === null ? null : labChoice();
  if (lab) return bindVirtual(await labAir(lab.protocol), wish);
  // Alone it needs nobody's word but the owner's.
  if (!alone()) reconsider();
  const identity = await identify({ radio: phoneRadio() }, wish, onAskWearer);
  return bind(identity, isPhoneBand(identity.serial));
}

/** Binds the virtual band that everybody may try. */
export async function bindDemo(): Promise<BoundBand> {
  const known = mine
    .get()
    .bands.find((band) => band.virtual && !isOfLab(band) && !isPhoneBand(band.serial));
  if (known) return known;
  const wish = { model: DEMO_BAND.model, serial: demoSerial(), deviceId: null };
  return bindVirtual({ radio: await demoRadio() }, wish);
}

/** Binds the band chosen in the lab. */
export async function bindLab({ protocol }: LabWish): Promise<BoundBand> {
  const known = mine.get().bands.find((band) => isOfLab(band) && band.protocol === protocol);
  if (known) return known;
  const air = await labAir(protocol);
  const { serial, deviceId } = air;
  return bindVirtual(air, { model: null, serial, deviceId });
}

/** Where the cloud cannot or must not be reached, a virtual band lives on this phone only. */
async function bindVirtual(air: Air, wish: BindWish): Promise<BoundBand> {
  const identity = await identify(air, wish);
  try {
    return await bind(identity, true);
  } catch (cause) {
    if (!unreachable(toAppError(cause))) throw cause;
    return keep(localBand({ ...identity, virtual: true }));
  }
}

/** A band as it said it is, and where this phone met it. */
export interface Identified {
  model: string;
  protocol: string;
  serial: string;
  deviceId: string;
  firmware: string | null;
}

/** The band was met, and is another person's. */
export class BandTaken extends AppError {
  constructor(
    readonly band: Identified,
    cause: AppError,
  ) {
    super('band-taken', cause.message, cause);
  }
}

async function identify(air: Air, wish: BindWish, askWearer?: () => void): Promise<Identified> {
  const target = { serial: wish.serial, deviceId: wish.deviceId, protocol: null };
  try {
    const connected = await meet(air, target, {
      cursor: null,
      looking: true,
      ...(askWearer && { askWearer }),
    });
    await connected.session.close();
    const { protocol, run, deviceId } = connected;
    return {
      model: spokenModel(wish.model ?? connected.model, protocol),
      protocol,
      serial: run.identity.serial,
      deviceId,
      firmware: run.identity.firmware ?? null,
    };
  } catch (cause) {
    throw toAppError(cause);
  }
}

/** The model that was meant, unless it turned out to speak something else than that model does. */
function spokenModel(model: string | null, protocol: string): string {
  const meant = model === null ? undefined : modelOf(model);
  if (meant?.protocols.includes(protocol)) return meant.id;
  return modelFor(protocol, '')?.id ?? meant?.id ?? 'wechat-band';
}

async function bind(identity: Identified, virtual: boolean): Promise<BoundBand> {
  const { model, protocol, serial, deviceId, firmware } = identity;
  const what = { model, protocol, serial, virtual };
  const band = alone() ? localBand(what) : (await told(identity, what)).band;
  rememberBand(band.id, { deviceId, firmware });
  return keep(band);
}

const told = (identity: Identified, what: Input<'band.bind'>) =>
  ask('band.bind', what).catch((cause: unknown): never => {
    const failure = toAppError(cause);
    throw failure.code === 'band-taken' ? new BandTaken(identity, failure) : failure;
  });

/** A band the cloud knows nothing of; a real one has the id that it will have there. */
function localBand({ model: id, protocol, serial, virtual }: Input<'band.bind'>): BoundBand {
  const model = modelOf(id)!;
  const name = model.name.zh;
  const known = { model: id, protocol, serial, name, virtual, boundAt: now(), syncedAt: null };
  const real = () => bandId(model, serial, { uid: '', virtual });
  return { id: virtual ? `local:${serial}` : real(), ...known };
}

const unreachable = (error: AppError): boolean =>
  [
    'offline',
    'cloud-failed',
    'cloud-timeout',
    'internal',
    'needs-consent',
    'guardian-needed',
  ].includes(error.code);

function keep(band: BoundBand): BoundBand {
  const others = mine.get().bands.filter((other) => other.id !== band.id);
  remember({ bands: [...others, band] });
  return band;
}

/** Ends the binding; what was counted stays. Rejects with an AppError. */
export async function unbindBand(bandId: string): Promise<void> {
  if (!isLocal(bandId) && !alone()) await ask('band.unbind', { band: bandId });
  const { bands } = mine.get();
  const gone = bands.find((band) => band.id === bandId);
  remember({ bands: bands.filter((band) => band.id !== bandId) });
  forgetBand(bandId);
  if (gone) forgetSecret(gone.serial);
}

/** Makes a band vibrate. Rejects with an AppError. */
export async function findBand(band: BoundBand): Promise<void> {
  try {
    const connected = await lookAtBound(band);
    try {
      if (!connected.run.find) throw new AppError('not-supported', 'this band cannot be found');
      await connected.run.find();
    } finally {
      await connected.session.close();
    }
  } catch (cause) {
    throw toAppError(cause);
  }
}
