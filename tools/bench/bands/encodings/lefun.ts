/** Lefun: a record a frame, CRC-8 behind it. */
import { COMMANDS, decodeActivity, decodeFrame } from '../../../../miniprogram/bands/lefun/codec';
import { NOTIFY } from '../../../../miniprogram/bands/lefun/gatt';
import { valuesOf } from '../weeks';
import { type Encoding, encoding, must, type Piece, piece } from './encoding';

const HOUR = 3600;

const CRC8 = Uint8Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x8c : crc >>> 1;
  return crc;
});

function floor(frames: readonly Uint8Array[]): Piece[] {
  const pieces: Piece[] = [];
  for (const frame of frames) {
    const end = frame.length - 1;
    let crc = 0;
    for (let at = 0; at < end; at++) crc = CRC8[crc ^ frame[at]!]!;
    if (crc !== frame[end] || frame[4] === 0) continue;
    const start =
      Date.UTC(2000 + frame[6]!, frame[7]! - 1, frame[8]!, frame[9]!, frame[10]!) / 1000;
    const word = (at: number) => frame[at]! * 256 + frame[at + 1]!;
    pieces.push(piece(start, HOUR, word(11), word(13), word(15)));
  }
  return pieces;
}

export async function lefun(): Promise<Encoding> {
  const all = await valuesOf('lefun', NOTIFY.characteristic);
  const frames = all.filter((value) => value[2] === COMMANDS.activity);
  const ours = () => {
    const pieces: Piece[] = [];
    for (const value of frames) {
      const { record } = must(decodeActivity(must(decodeFrame('band', value)).payload));
      if (!record) continue;
      const { at, steps, metres, kcal } = record;
      pieces.push(piece(at, HOUR, steps, metres ?? 0, kcal ?? 0));
    }
    return pieces;
  };
  return encoding(frames, () => floor(frames), ours);
}
