/** The one list of cards, and who an advertisement may be. */
import { type Advertisement, uuid } from '../ble/link';
import { MODELS, type Model, modelByName } from '../contract/makers';
import { card as bluetoothSig } from './bluetooth-sig';
import { card as codoon } from './codoon';
import { card as colmi } from './colmi';
import type { BandCard, Match } from './driver';
import { card as huawei } from './huawei';
import { card as ihealth } from './ihealth';
import { card as infinitime } from './infinitime';
import { card as lefun } from './lefun';
import { card as lifesense } from './lifesense';
import { card as miBand } from './mi-band';
import { card as miBand2 } from './mi-band-2';
import { card as wechatAirsync } from './wechat-airsync';
import { card as wechatPedometer } from './wechat-pedometer';

/**
 * Every protocol we know, by its id. A new band is one line here, and one in bands/registry: nothing
 * compiles before its driver is there.
 */
export const PROTOCOLS = {
  'wechat-airsync': wechatAirsync,
  'wechat-pedometer': wechatPedometer,
  codoon,
  lifesense,
  ihealth,
  huawei,
  'mi-band': miBand,
  'mi-band-2': miBand2,
  colmi,
  lefun,
  infinitime,
  'bluetooth-sig': bluetoothSig,
} satisfies Record<string, BandCard>;

export type ProtocolId = keyof typeof PROTOCOLS;

export const CARDS: readonly BandCard[] = Object.values(PROTOCOLS);

/** Services that anything may have: 1800 to 185F are the Bluetooth SIG's. */
const GENERAL = /^000018[0-5]/;

/** Services by which a band is one of ours also when it does not advertise. */
export const SERVICES: readonly string[] = [
  ...new Set(
    CARDS.flatMap(({ match, services }) => [...(match.services ?? []), ...services]).map(uuid),
  ),
].filter((service) => !GENERAL.test(service));

/** Who an advertisement may be. */
export interface Recognition {
  /** The best guess. */
  card: BandCard;
  /** All that match, the best first: only the connected device tells. */
  candidates: BandCard[];
  /** Known by its name; a protocol's own model where the name says nothing. */
  model: Model | undefined;
  /** The serial when the advertisement carries it. */
  serial: string | null;
}

export const cardOf = (id: string): BandCard | undefined => CARDS.find((card) => card.id === id);

/** Who is advertising, or null when it is no band of ours. */
export function recognise(advertisement: Advertisement): Recognition | null {
  const candidates = CARDS.filter(({ match }) => matches(match, advertisement)).sort(
    (a, b) => b.match.priority - a.match.priority,
  );
  const card = candidates[0];
  if (!card) return null;
  const model = modelFor(card.id, advertisement.localName);
  return { card, candidates, model, serial: card.serialOf(advertisement) };
}

/** The model a band of this protocol and name is: a named one that speaks it, else the general. */
export function modelFor(protocol: string, localName: string): Model | undefined {
  const named = modelByName(localName);
  if (named?.protocols.includes(protocol)) return named;
  const own = MODELS.filter(({ protocols }) => protocols[0] === protocol);
  return (
    own.find(({ advertisedNames }) => advertisedNames.length === 0) ??
    own.find(({ maker }) => maker === 'generic') ??
    own[0]
  );
}

function matches({ services, names, companies }: Match, advertisement: Advertisement): boolean {
  const name = advertisement.localName.toLowerCase();
  const data = advertisement.manufacturerData;
  const company = data.length >= 2 ? data[0]! + data[1]! * 256 : -1;
  return Boolean(
    services?.some((id) => advertisement.serviceUuids.some((own) => uuid(own) === uuid(id))) ||
      names?.some((prefix) => name.startsWith(prefix.toLowerCase())) ||
      companies?.includes(company),
  );
}
