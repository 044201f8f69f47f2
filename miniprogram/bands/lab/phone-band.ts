/** One of the bands that a phone can be: another phone finds it over its real radio. */
import { type Characteristic, sameCharacteristic, uuid } from '../../ble/link';
import { PHONE_BAND } from '../../lib/serial';
import { type ProtocolId, recognise } from '../../protocols/index';
import { demoWeek } from '../demo';
import type { KitBand, KitDecoder } from '../kit';
import { made } from '../kit/made';
import { advertisementOf } from '../virtual/radio';
import { KITS } from './kits';
import { type PhoneSystem, wayOf } from './phone-bands';

/** What a value is about. */
export type Meaning = { steps: number } | { goal: number } | { bytes: number };

export interface LabPhoneBand {
  protocol: ProtocolId;
  band: KitBand;
  /** What it advertises, in the short form of 16 bits. */
  services: readonly string[];
  /** What the other phone takes it for before it connects: a model's id, and the end of its serial. */
  seen: { model: string | null; tail: string };
  /** The goal that the other phone set, in steps; null before it did. */
  goal(): number | null;
  /** `from`: whose value it is. */
  meaning(from: KitDecoder['from'], at: Characteristic, value: Uint8Array): Meaning;
}

const NONE = new Uint8Array(0);
/** As a list of bands shows a serial. */
const endOf = (serial: string): string => serial.replace(/[^0-9A-Za-z]/g, '').slice(-4);

/** The phone that is a band. */
export interface PhoneWearer {
  /** Four hex digits, which tell it from others. */
  tail: string;
  platform: PhoneSystem;
  /** UTC seconds. */
  now(): number;
  /** Its zone east of UTC, seconds. */
  offsetSeconds: number;
}

/** The first virtual band of the protocol as this phone says it, with a week of walks. */
export function createPhoneBand(
  protocol: ProtocolId,
  { tail, platform, now, offsetSeconds }: PhoneWearer,
): LabPhoneBand {
  const { virtuals, decoders } = KITS[protocol];
  const { name = 'BM-LAB ' } = wayOf(protocol);
  const band = made(virtuals[0]!, {
    now,
    truth: demoWeek(now()),
    clockError: 0,
    offsetSeconds,
    dense: true,
    who: { address: PHONE_BAND + tail, localName: name + tail },
  });
  const advertised = advertisementOf(band);
  const manufacturerData = platform === 'ios' ? NONE : advertised.manufacturerData;
  // Where it is, each phone that meets it sees otherwise.
  const seen = recognise({ ...advertised, deviceId: '', manufacturerData });
  const first = band.shown?.().goal;
  return {
    protocol,
    band,
    services: band.serviceUuids.map((one) => uuid(one).slice(4, 8).toUpperCase()),
    seen: { model: seen?.model?.id ?? null, tail: endOf(seen?.serial ?? '') },
    goal() {
      const shown = band.shown?.().goal;
      return shown === undefined || shown === first ? null : shown;
    },
    meaning(from, at, value) {
      const decoder = decoders.find((one) => one.from === from && sameCharacteristic(one.at, at));
      const means = decoder?.decode([value]);
      return (means?.ok ? numberIn(means.value) : null) ?? { bytes: value.length };
    },
  };
}

/** The first goal or count of steps in what a decoder made of a value. */
function numberIn(means: unknown): Meaning | null {
  if (typeof means !== 'object' || means === null) return null;
  const { steps, goal } = means as Partial<Record<'steps' | 'goal', unknown>>;
  if (typeof goal === 'number') return { goal };
  if (typeof steps === 'number') return { steps };
  for (const part of Object.values(means)) {
    const found = numberIn(part);
    if (found) return found;
  }
  return null;
}
