/** Codoon: a checksum a frame, units of six bytes across frames, a time after each header. */
import { decodeFrame } from '../../../../miniprogram/bands/codoon/frame';
import { DATA } from '../../../../miniprogram/bands/codoon/gatt';
import { feedStream, STREAM_START } from '../../../../miniprogram/bands/codoon/stream';
import { valuesOf } from '../weeks';
import { bcd, type Encoding, encoding, must, type Piece, piece } from './encoding';

const UNIT = 600;

function floor(frames: readonly Uint8Array[]): Piece[] {
  const pieces: Piece[] = [];
  const unit = new Uint8Array(6);
  let filled = 0;
  let time = -1;
  for (const frame of frames) {
    let sum = 0;
    for (let at = 0; at < frame.length - 1; at++) sum += frame[at]!;
    if ((sum & 0xff) !== frame[frame.length - 1]) continue;
    for (let at = 3; at < frame.length - 1; at++) {
      unit[filled++] = frame[at]!;
      if (filled < 6) continue;
      filled = 0;
      if (unit[0] === 0xfe) time = -1;
      else if (time < 0) time = timeOf(unit);
      else {
        const word = (from: number) => unit[from]! * 256 + unit[from + 1]!;
        pieces.push(piece(time, UNIT, word(0), word(4), word(2)));
        time += UNIT;
      }
    }
  }
  return pieces;
}

const timeOf = (unit: Uint8Array): number =>
  Date.UTC(2000 + bcd(unit[1]!), bcd(unit[2]!) - 1, bcd(unit[3]!), bcd(unit[4]!), bcd(unit[5]!)) /
  1000;

export async function codoon(): Promise<Encoding> {
  const all = await valuesOf('codoon', DATA.characteristic);
  const frames = all.filter((value) => value[1] === 0x91);
  const ours = () => {
    const pieces: Piece[] = [];
    let state = STREAM_START;
    for (const frame of frames) {
      const fed = feedStream(state, must(decodeFrame(frame)).payload);
      state = fed.state;
      for (const unit of fed.units) {
        if (unit.kind !== 'sport') continue;
        pieces.push(piece(unit.at, UNIT, unit.steps, unit.metres, unit.kcal));
      }
    }
    return pieces;
  };
  return encoding(frames, () => floor(frames), ours);
}
