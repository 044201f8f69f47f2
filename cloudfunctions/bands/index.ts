/** Bands: whose they are. History stays with the person when a band goes. */
import { API_LIMITS, type BoundBand, type Input } from '../../miniprogram/contract/api';
import { modelOf } from '../../miniprogram/contract/makers';
import { type Call, Refusal } from '../answers';
import { collection } from '../cloud';
import { bandId } from './serial';

export { answerBand } from './vendor';

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
}

const bands = collection<BandDoc>('bands');

/** Binds a band to the caller; binding one's own band again renews its model and protocol. */
export async function bindBand(
  input: Input<'band.bind'>,
  call: Call,
): Promise<{ band: BoundBand }> {
  const model = modelOf(input.model);
  if (!model) throw new Refusal('bad-input', 'model: not in the catalogue');
  const serial = input.serial.trim();
  const id = bandId(model, serial, { uid: call.uid, virtual: input.virtual });
  if (!id) throw new Refusal('bad-input', 'serial: no letter or digit');
  const { protocol, virtual } = input;
  const what = { model: model.id, protocol, serial };
  const own = await ownBands(call.uid);
  if (!own.some((band) => band._id === id)) {
    if (own.length >= API_LIMITS.bands) throw new Refusal('too-many', 'bands');
    const times = { boundAt: call.at, syncedAt: null };
    const fresh: BandDoc = { _id: id, owner: call.uid, ...what, virtual, ...times };
    if (await bands.add(fresh)) return { band: viewBand(fresh) };
  }
  const stored = await bands.get(id);
  if (stored?.owner !== call.uid) throw new Refusal('band-taken', 'bound to another person');
  await bands.update(id, what);
  return { band: viewBand({ ...stored, ...what }) };
}

/** Lets a band go; its days stay. Someone else may bind it now. */
export async function unbindBand(id: string, call: Call): Promise<Record<string, never>> {
  await ownBand(id, call.uid);
  await bands.remove(id);
  return {};
}

/** The caller's band of an id; other people's bands are as unknown as bands that do not exist. */
export async function ownBand(id: string, uid: string): Promise<BandDoc> {
  const band = await bands.get(id);
  if (band?.owner !== uid) throw new Refusal('not-found', 'no such band of yours');
  return band;
}

/** All bands of a person, oldest first. */
export async function boundBands(uid: string): Promise<BoundBand[]> {
  return (await ownBands(uid)).map(viewBand).sort((a, b) => a.boundAt - b.boundAt);
}

/** Notes that a band's data arrived. */
export async function markSynced(id: string, at: number): Promise<void> {
  await bands.update(id, { syncedAt: at });
}

/** The maker of a band's model, or null when the catalogue has lost it. */
export const makerOfBand = (band: BandDoc) => modelOf(band.model)?.maker ?? null;

const ownBands = (owner: string) =>
  bands.find({
    where: { owner },
    limit: API_LIMITS.bands + 1,
    fields: ['_id', 'owner', 'model', 'protocol', 'serial', 'virtual', 'boundAt', 'syncedAt'],
  });

function viewBand(band: BandDoc): BoundBand {
  const { _id: id, model, protocol, serial, virtual, boundAt, syncedAt } = band;
  const name = modelOf(model)?.name.zh ?? model;
  return { id, model, protocol, serial, name, virtual, boundAt, syncedAt };
}
