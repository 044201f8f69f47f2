/** What the add page shows. Pure beside the language in force. */

import { MODELS, modelOf } from '../../contract/makers';
import type { AppCode } from '../../phone/errors';
import { type Check, checksOf, isPreflight, type Platform } from '../../phone/preflight';
import type { Feature } from '../../protocols/driver';
import {
  type BandCode,
  type BindWish,
  deviceOf,
  featureLists,
  modelName,
  type Nearby,
  pairingErases,
  pictureOf,
  protocolsOf,
} from '../../services/bands/index';
import { addWords } from '../../words/add';
import { bandWords } from '../../words/band';
import { textOf } from '../../words/index';
import { DOT } from '../../words/spacing';

export interface NearbyRow {
  key: string;
  name: string;
  note: string;
  bars: number;
  label: string;
}

/** Lines of the list of bands nearby. */
export function nearbyRows(list: readonly Nearby[]): NearbyRow[] {
  const t = textOf(addWords);
  return list.map((nearby) => {
    const name = modelName(nearby.model);
    const near = nearby.liveOnly ? t.addLiveOnly : t.addNear[nearby.bars - 1]!;
    const note = t.addTail(nearby.tail) + DOT + near;
    return { key: nearby.key, name, note, bars: nearby.bars, label: `${name}，${note}` };
  });
}

export interface ConfirmView {
  name: string;
  pic: string;
  serial: string;
  features: string[];
  /** What pairing costs a band that was used elsewhere, and what to do first; empty elsewhere. */
  warning: string;
  source: string;
  owner: string;
}

/** The band that is about to be bound, with what is known of it before it answers. */
export function confirmView(wish: BindWish, protocol: string | null, owner: string): ConfirmView {
  const t = textOf(addWords, deviceOf(wish.model));
  const model = wish.model === null ? undefined : modelOf(wish.model);
  const spoken = protocol ?? model?.protocols[0] ?? null;
  // Which of its protocols a band answers shows only once it is connected.
  const possible = [...(protocol ? [protocol] : []), ...(model?.protocols ?? [])];
  const trust = model && protocolsOf(model).find((known) => known.protocol === spoken)?.source;
  return {
    name: modelName(wish.model),
    pic: pictureOf({ model: wish.model, virtual: false }),
    serial: wish.serial ? t.addSerial(wish.serial) : t.addNoSerial,
    features: spoken ? abilities(spoken).map((feature) => t.feature[feature]) : [],
    warning: possible.some(pairingErases) ? t.addErases : '',
    source: trust ? textOf(bandWords).sourceShort[trust] : '',
    owner,
  };
}

/** Of a band that is about to be bound, also what has to be turned on first. */
function abilities(protocol: string): Feature[] {
  const { has, off } = featureLists(protocol);
  return [...has, ...off];
}

export interface ModelRow {
  id: string;
  name: string;
}

/** Every model of the catalogue, for bands without a code. */
export const modelRows = (): ModelRow[] =>
  MODELS.map((model) => ({ id: model.id, name: modelName(model.id) }));

export interface BlockedView {
  icon: string;
  title: string;
  sentence: string;
  button: string;
  /** Where the phone allows no jump: what to do by hand. Empty elsewhere. */
  swipe: string;
  leave: string;
  checked: string;
  checks: { id: string; name: string; note: string; state: Check['state'] }[];
}

const ICONS: Partial<Record<AppCode, string>> = {
  'location-off': 'location',
  'location-unauthorized': 'location',
  'privacy-refused': 'shield',
  'not-declared': 'shield',
};

/** The one thing in the way, with one button. On an iPhone location is in no word of it. */
export function blockedView(code: AppCode, platform: Platform): BlockedView {
  const t = textOf(addWords);
  const { title, sentence, button } = t.problems[code];
  const byHand = code === 'bluetooth-off' && platform === 'ios';
  const list = isPreflight(code) && platform !== 'ios' ? checksOf(code, platform) : [];
  return {
    icon: ICONS[code] ?? 'bluetooth',
    title,
    sentence: code === 'bluetooth-off' ? t.addBluetoothOff : sentence,
    button: byHand ? t.addCheckAgain : button,
    swipe: byHand ? t.addSwipe : '',
    leave: t.addLater,
    checked: t.addChecked,
    checks: list.map(({ id, state }) => ({
      id,
      state,
      name: t.addCheck[id],
      note: state === 'problem' ? t.addCheckProblem[id] : state === 'later' ? t.addCheckLater : '',
    })),
  };
}

/** The wish a code stands for, or null. */
export const wishOf = (code: BandCode): BindWish | null =>
  code.kind === 'band' ? { model: code.model, serial: code.serial, deviceId: null } : null;

/**
 * The wish for a band of the list. A model that was chosen before fills in where the band's own
 * name says nothing.
 */
export function wishFor(nearby: Nearby, chosen: string | null): BindWish {
  const generic = modelOf(nearby.model)?.maker === 'generic';
  const model = generic && chosen !== null ? chosen : nearby.model;
  return { model, serial: nearby.serial, deviceId: nearby.deviceId };
}
