/** Which Mi Band 1 it is (FF01). */
import { fail, ok, type Result } from '../../lib/result';
import { crc8 } from '../common/crc8';

export const MODELS = ['1', '1A', '1S'] as const;
export type MiModel = (typeof MODELS)[number];

export interface DeviceInfo {
  /** Four bytes whose meaning is unknown; the last is part of the check. */
  id: Uint8Array;
  feature: number;
  appearance: number;
  hardware: number;
  /** "2.0.7.0". */
  profile: string;
  firmware: string;
  /** Only where there is a heart-rate sensor. */
  heartFirmware?: string;
}

const INFO_BYTES = 16;
const INFO_BYTES_HEART = 20;

const dotted = (bytes: Uint8Array): string => [...bytes].reverse().join('.');
const undotted = (version: string): number[] => version.split('.').map(Number).reverse();

/** FF01. */
export function encodeDeviceInfo(info: DeviceInfo): Uint8Array {
  const head = Uint8Array.from([...info.id, info.feature, info.appearance, info.hardware]);
  const { profile, firmware, heartFirmware } = info;
  const versions = [profile, firmware, ...(heartFirmware === undefined ? [] : [heartFirmware])];
  const check = crc8(head) ^ info.id[3]!;
  return Uint8Array.from([...head, check, ...versions.flatMap(undotted)]);
}

/** FF01. Total. */
export function decodeDeviceInfo(value: Uint8Array): Result<DeviceInfo, 'length' | 'checksum'> {
  if (value.length < INFO_BYTES) return fail('length');
  if ((crc8(value.subarray(0, 7)) ^ value[3]!) !== value[7]) return fail('checksum');
  return ok({
    id: value.slice(0, 4),
    feature: value[4]!,
    appearance: value[5]!,
    hardware: value[6]!,
    profile: dotted(value.subarray(8, 12)),
    firmware: dotted(value.subarray(12, 16)),
    ...(value.length >= INFO_BYTES_HEART && { heartFirmware: dotted(value.subarray(16, 20)) }),
  });
}

/** Which band it is; the plain one when the numbers say nothing. */
export function modelOf({ feature, hardware }: DeviceInfo): MiModel {
  if (feature === 5 || hardware === 208) return '1A';
  return feature === 4 || hardware === 4 ? '1S' : '1';
}

/** Whether values of the history begin with a counter: profile 2.0.7.0 and later. */
export function hasCounter({ profile }: DeviceInfo): boolean {
  const [major = 0, minor = 0, patch = 0] = profile.split('.').map(Number);
  return major * 65_536 + minor * 256 + patch >= 2 * 65_536 + 7;
}
