/**
 * What the lab gets: any protocol's virtual band on a radio of its own, with at most one fault. It
 * comes in by services/bands/lab-door alone, and no release has it.
 */
import type { Radio } from '../../ble/link';
import type { Clock } from '../../lib/clock';
import type { DriverContext, Run } from '../../protocols/driver';
import { type ProtocolId, recognise } from '../../protocols/index';
import { demoWeek } from '../demo';
import { made } from '../kit/made';
import type { VirtualPairing } from '../virtual/options';
import { advertisementOf, createVirtualRadio } from '../virtual/radio';
import { clockErrorOf, fatesOf, type LabFault, walkingAway } from './faults';
import { KITS } from './kits';

export type { LabFault } from './faults';
export { createPhoneBand, type LabPhoneBand, type Meaning } from './phone-band';
export { type PhoneCannot, type PhoneSystem, phoneBands } from './phone-bands';

export interface LabWish {
  protocol: ProtocolId;
  fault: LabFault | null;
}

export interface LabDeps {
  clock: Clock;
  /** UTC seconds. */
  now(): number;
  /** The phone's zone east of UTC, seconds: a band on a wrist has its wearer's. */
  offsetSeconds: number;
  /** Where the band keeps what pairing left. */
  pairing: VirtualPairing;
}

/** Where the band is, and what comes with it. */
export interface LabAir {
  radio: Radio;
  deviceId: string;
  /** As it advertises it, or null. */
  serial: string | null;
  /** Its maker's half of a log-in, with a key that was made up; absent where there is none. */
  vendorAuth?: DriverContext['vendorAuth'];
  /** The dialogue with it, as its fault has it. */
  faulty(run: Run): Run;
}

const INTERVAL_MS = 8;
/** What a band holds that nobody read for long. */
const FULL_DAYS = 14;

/** The first virtual band of the protocol, with a week of walks. */
export function createLabAir({ protocol, fault }: LabWish, deps: LabDeps): LabAir {
  const { clock, now, offsetSeconds, pairing } = deps;
  const { virtuals, vendorAuth } = KITS[protocol];
  const virtual = virtuals[0]!;
  const band = made(virtual, {
    now,
    truth: fault === 'memory-full' ? demoWeek(now(), FULL_DAYS) : demoWeek(now()),
    clockError: clockErrorOf(fault, virtual, now()),
    offsetSeconds,
    // As a worn band: without idle minutes every walk is a piece that is asked for by itself.
    dense: true,
    pairing,
  });
  const radio = createVirtualRadio({
    clock,
    bands: [band],
    intervalMs: INTERVAL_MS,
    fates: fatesOf(fault),
  });
  const { deviceId } = band;
  let away = fault === 'walks-away';
  const drop = () => {
    away = false;
    radio.setInRange(deviceId, false);
    radio.setInRange(deviceId, true);
  };
  return {
    radio,
    deviceId,
    serial: recognise(advertisementOf(band))?.serial ?? null,
    ...(vendorAuth && { vendorAuth }),
    faulty: (run) => (away ? walkingAway(run, drop) : run),
  };
}
