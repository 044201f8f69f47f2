/** Mi Band 1 and 2: a minute every three or four bytes. No checksum, and the first has no header. */
import { decodeSamples } from '../../../../miniprogram/bands/mi-band/activity';
import { ACTIVITY as MI1 } from '../../../../miniprogram/bands/mi-band/gatt';
import { decodeValue } from '../../../../miniprogram/bands/mi-band-2/activity';
import { ACTIVITY as MI2 } from '../../../../miniprogram/bands/mi-band-2/gatt';
import { valuesOf } from '../weeks';
import { type Encoding, encoding, must, type Piece, piece } from './encoding';

/** Minutes of so many bytes behind `skip` bytes of a value. */
function floor(values: readonly Uint8Array[], sampleBytes: number, skip: number): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (const value of values) {
    for (let at = skip; at + sampleBytes <= value.length; at += sampleBytes) {
      const made = piece(start, 60, value[at + 2]!, 0, value[at + 1]!);
      if (sampleBytes === 4) made.heartRate = value[at + 3]!;
      pieces.push(made);
      start += 60;
    }
  }
  return pieces;
}

export async function miBand1(): Promise<Encoding> {
  const values = (await valuesOf('mi-band', MI1.characteristic)).filter(
    (value) => value.length > 11,
  );
  const layout = { sampleBytes: 3, counter: false };
  const ours = () => {
    const pieces: Piece[] = [];
    for (const value of values) {
      for (const { steps, intensity } of decodeSamples(value, layout)) {
        pieces.push(piece(pieces.length * 60, 60, steps, 0, intensity));
      }
    }
    return pieces;
  };
  return encoding(values, () => floor(values, 3, 0), ours);
}

export async function miBand2(): Promise<Encoding> {
  const values = await valuesOf('mi-band-2', MI2.characteristic);
  const ours = () => {
    const pieces: Piece[] = [];
    for (const value of values) {
      for (const { steps, intensity, heartRate } of must(decodeValue(value)).samples) {
        pieces.push(piece(pieces.length * 60, 60, steps, 0, intensity, heartRate));
      }
    }
    return pieces;
  };
  return encoding(values, () => floor(values, 4, 1), ours);
}
