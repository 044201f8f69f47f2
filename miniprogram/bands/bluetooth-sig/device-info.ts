/** Device Information (180A), and where a heart-rate sensor sits (2A38). */
import { toHex } from '../../lib/bytes';
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { utf8Decode } from '../../lib/utf8';

/** Text of a string value: zeros at the end go, what is no UTF-8 becomes U+FFFD. Total. */
export const decodeText = (value: Uint8Array): string => utf8Decode(value).replace(/\0+$/, '');

/** A system id: the maker's part, the company's, and the address where it is made of one. */
export interface SystemId {
  /** Ten hex digits, most significant first. */
  manufacturer: string;
  /** Six hex digits. */
  company: string;
  /** Twelve hex digits when FF FE stands between the halves of an address; else null. */
  address: string | null;
}

const SYSTEM_ID_BYTES = 8;

/** Total. */
export function decodeSystemId(value: Uint8Array): Result<SystemId, 'length'> {
  if (value.length !== SYSTEM_ID_BYTES) return fail('length');
  const hex = toHex(value.slice().reverse()).toUpperCase();
  const address = hex.slice(6, 10) === 'FFFE' ? hex.slice(0, 6) + hex.slice(10) : null;
  return ok({ manufacturer: hex.slice(6), company: hex.slice(0, 6), address });
}

/** Who allots the vendor number, and which product it is. */
export interface PnpId {
  source: 'sig' | 'usb';
  vendor: number;
  product: number;
  version: number;
}

/** Total. */
export function decodePnpId(value: Uint8Array): Result<PnpId, 'length' | 'source'> {
  if (value.length !== 7) return fail('length');
  const reader = new Reader(value);
  const source = reader.u8();
  if (source !== 1 && source !== 2) return fail('source');
  return ok({
    source: source === 1 ? 'sig' : 'usb',
    vendor: reader.u16le(),
    product: reader.u16le(),
    version: reader.u16le(),
  });
}

export const encodePnpId = ({ source, vendor, product, version }: PnpId): Uint8Array =>
  Uint8Array.from([
    source === 'sig' ? 1 : 2,
    ...littleEndian(vendor, 2),
    ...littleEndian(product, 2),
    ...littleEndian(version, 2),
  ]);

export const SENSOR_PLACES = [
  'other',
  'chest',
  'wrist',
  'finger',
  'hand',
  'ear-lobe',
  'foot',
] as const;
export type SensorPlace = (typeof SENSOR_PLACES)[number];

/** 2A38. Total. */
export function decodeSensorPlace(value: Uint8Array): Result<SensorPlace, 'length' | 'reserved'> {
  if (value.length !== 1) return fail('length');
  const place = SENSOR_PLACES[value[0]!];
  return place ? ok(place) : fail('reserved');
}
