/** Bands: whose they are. History stays with the person when a band goes. */
import type { DayKey } from '../../miniprogram/contract/activity';
import { API_LIMITS, type BoundBand, type Input } from '../../miniprogram/contract/api';
import { modelOf } from '../../miniprogram/contract/makers';
import { addressId, bandId, isPlaceholder } from '../../miniprogram/contract/serial';
import { ownTurn } from '../accounts';
import { type Call, Refusal } from '../answers';
import { between, collection, MAX_LIMIT, type Scope, transact } from '../cloud';
import { meter } from '../meters';

export interface BandDoc {
  /** Band id: one document per physical band, so that only one person can have it. */
  _id: string;
  owner: string;
  model: string;
  protocol: string;
  serial: string;
  virtual: boolean;
  boundAt: number;
  syncedAt: number | null;
  /** Uploads of its owner's in the hour of the last one; hours since 1970. */
  uploads?: { hour: number; count: number };
  /** The owner was told that it is not synced any more. */
  reminded: boolean;
  /** What was walked before this instant (UTC seconds) is the owner's before. */
  heldAt?: number;
  /** It was almost empty, and has not been charged since. */
  low?: boolean;
  /** The last day whose goal was reached with what it told: its owner was told so. */
  goalDay?: DayKey;
  /** WeChat's templates of device messages that its owner takes. */
  messages?: string[];
}

export const bands = collection<BandDoc>('bands');

/** Binds a band to the caller; binding one's own band again renews its model and protocol. */
export async function bindBand(
  input: Input<'band.bind'>,
  { uid, at: asked }: Call,
): Promise<{ band: BoundBand }> {
  const model = modelOf(input.model);
  if (!model) throw new Refusal('bad-input', 'model: not in the catalogue');
  const serial = input.serial.trim();
  if (isPlaceholder(serial)) throw new Refusal('bad-input', 'serial: one that many bands share');
  await meter(uid, 'bind', asked);
  const id = bandId(model, serial, { uid, virtual: input.virtual });
  const { protocol, virtual } = input;
  const what = { model: model.id, protocol, serial };
  return transact(async (scope, at) => {
    await ownTurn(scope, uid);
    const stored = await bands.within(scope).get(id);
    if (stored && stored.owner !== uid) throw bandTaken();
    if (!stored && (await bands.count({ owner: uid })) >= API_LIMITS.bands) {
      throw new Refusal('too-many', 'bands');
    }
    const fresh = { _id: id, owner: uid, virtual, boundAt: at, syncedAt: null, reminded: false };
    const band: BandDoc = { ...(stored ?? fresh), ...what };
    await bands.within(scope).put(band);
    return { band: viewBand(band) };
  });
}

export const bandTaken = () => new Refusal('band-taken', 'bound to another person');

/**
 * Lets a band go; its days stay. Someone else may bind it now. What is not the caller's is let go
 * already: a repetition that comes late finds the next owner's band and leaves it alone.
 */
export async function unbindBand(id: string, { uid }: Call): Promise<Record<string, never>> {
  await bands.removeWhere({ _id: id, owner: uid });
  return {};
}

/** The band of a model and serial, whoever has it; null when nobody has. Not for virtual ones. */
export async function findBand(modelId: string, serial: string): Promise<BandDoc | null> {
  const model = modelOf(modelId);
  if (!model) throw new Refusal('bad-input', 'model: not in the catalogue');
  const stated = serial.trim();
  if (isPlaceholder(stated)) throw new Refusal('bad-input', 'serial: one that many bands share');
  return bands.get(bandId(model, stated, { uid: '', virtual: false }));
}

/**
 * Gives a band to another person in a transaction that holds their turn; false when it is not `from`'s
 * any more. With `keeps` what it remembers of the time until now is the new owner's too.
 */
export async function moveBand(
  scope: Scope,
  at: number,
  { id, from, to, keeps }: { id: string; from: string; to: string; keeps: boolean },
): Promise<boolean> {
  const band = await bands.within(scope).get(id);
  if (band?.owner !== from) return false;
  if ((await bands.count({ owner: to })) >= API_LIMITS.bands) {
    throw new Refusal('too-many', 'bands');
  }
  const { heldAt: _before, low: _low, goalDay: _goal, ...further } = band;
  const { messages: _messages, uploads: _uploads, ...rest } = further;
  const moved = { ...rest, owner: to, boundAt: at, syncedAt: null, reminded: false };
  await bands.within(scope).put(keeps ? moved : { ...moved, heldAt: at });
  return true;
}

/** The caller's band of an id; other people's bands are as unknown as bands that do not exist. */
export async function ownBand(id: string, uid: string): Promise<BandDoc> {
  const band = await bands.get(id);
  if (band?.owner !== uid) throw noBand();
  return band;
}

export const noBand = () => new Refusal('not-found', 'no such band of yours');

/** All bands of a person, oldest first. */
export async function boundBands(uid: string): Promise<BoundBand[]> {
  return (await ownBands(uid)).map(viewBand).sort((a, b) => a.boundAt - b.boundAt);
}

/** Which messages of a band's its owner takes; of what is not theirs none. */
export async function takeMessages(id: string, owner: string, messages: string[]): Promise<void> {
  await bands.updateWhere({ _id: id, owner }, { messages });
}

/** A band that was synced once. */
interface SyncedBand {
  _id: string;
  owner: string;
  syncedAt: number;
}

/** Real bands not synced since an instant whose owners were not told of it yet; the first few. */
export async function notRemindedSince(at: number, limit: number): Promise<SyncedBand[]> {
  const found = await bands.find({
    where: { reminded: false, syncedAt: between(1, at) },
    limit,
    fields: ['_id', 'owner', 'syncedAt'],
  });
  return found.flatMap(({ _id, owner, syncedAt }) =>
    syncedAt === null ? [] : [{ _id, owner, syncedAt }],
  );
}

/** Notes that the owner was told; a sync meanwhile counts more. */
export async function setReminded(id: string, syncedAt: number): Promise<void> {
  await bands.updateWhere({ _id: id, syncedAt }, { reminded: true });
}

/** When a person's data came last from any real band, UTC seconds; 0 for never. */
export const lastSync = async (owner: string): Promise<number> =>
  Math.max(0, ...(await ownBands(owner)).map((band) => (band.virtual ? 0 : (band.syncedAt ?? 0))));

/** Whether the band of an address (12 hex digits) is somebody else's. */
export async function isTaken(address: string, uid: string): Promise<boolean> {
  const band = await bands.get(addressId(address));
  return band !== null && band.owner !== uid;
}

/** The maker of a band's model, or null when the catalogue has lost it. */
export const makerOfBand = (band: BandDoc) => modelOf(band.model)?.maker ?? null;

const ownBands = (owner: string) =>
  bands.find({
    where: { owner },
    limit: MAX_LIMIT,
    fields: ['_id', 'model', 'protocol', 'serial', 'virtual', 'boundAt', 'syncedAt'],
  });

function viewBand(band: Omit<BandDoc, 'owner' | 'reminded'>): BoundBand {
  const { _id: id, model, protocol, serial, virtual, boundAt, syncedAt } = band;
  const name = modelOf(model)?.name.zh ?? model;
  return { id, model, protocol, serial, name, virtual, boundAt, syncedAt };
}
