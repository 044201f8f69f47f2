/** What bands do by the specifications of the Bluetooth SIG: their battery, their time, a heart rate. */
import type { Session } from '../../ble/session';
import { BandError, type DriverContext, faultOf, type Live } from '../../protocols/driver';
import { decodeBatteryLevel } from './battery-level';
import { currentTimeOf, encodeCurrentTime, encodeLocalTime, localTimeOf } from './current-time';
import { decodeHeartRate } from './heart-rate';
import { BATTERY, CURRENT_TIME, HEART_RATE, LOCAL_TIME } from './standard-gatt';

/** Per cent; null where the band does not say. */
export async function readBatteryLevel(session: Session): Promise<number | null> {
  const level = decodeBatteryLevel((await session.readOptional(BATTERY)) ?? new Uint8Array(0));
  return level.ok ? level.value : null;
}

/**
 * Tells zone and time. A band that ignores a part of the time answers with an error, which is no
 * failure (Current Time Service).
 */
export async function tellTime(
  session: Session,
  { now, offsetSeconds }: Pick<DriverContext, 'now' | 'offsetSeconds'>,
): Promise<void> {
  const answered = { response: true };
  await session.writeOptional(LOCAL_TIME, encodeLocalTime(localTimeOf(offsetSeconds)), answered);
  const time = encodeCurrentTime(currentTimeOf(now() + offsetSeconds));
  await session.writeOptional(CURRENT_TIME, time, answered);
}

/** Watches the heart rate, which bands send by themselves; of nobody it is a sample without it. */
export async function watchHeartRate(session: Session, now: () => number): Promise<Live> {
  await session.subscribe(HEART_RATE);
  return {
    async next() {
      const value = await session.next(HEART_RATE);
      const rate = decodeHeartRate(value);
      if (!rate.ok) throw new BandError('garbage', 'heart rate', [faultOf(rate.reason, value)]);
      const { bpm } = rate.value;
      return bpm === null ? { at: now() } : { at: now(), heartRate: bpm };
    },
    stop: () => Promise.resolve(),
  };
}
