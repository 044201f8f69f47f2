/** iHealth: days of running totals in frames; the records of an instruction lie across frames. */
import {
  Assembler,
  COMMANDS,
  decodeActivity,
  decodeActivityBlock,
  decodeFrame,
  FROM_BAND,
  isEmpty,
} from '../../../../miniprogram/bands/ihealth/codec';
import { type Model, PORTS } from '../../../../miniprogram/bands/ihealth/gatt';
import { valuesOf } from '../weeks';
import { type Encoding, encoding, must, type Piece, piece } from './encoding';

const RECORD_SECONDS = 300;
const FRAGMENT = 14;

function isWhole(frame: Uint8Array): boolean {
  const end = frame.length - 1;
  let sum = 0;
  for (let at = 2; at < end; at++) sum += frame[at]!;
  return (sum & 0xff) === frame[end];
}

/** Joins an instruction in the order it comes; a block says the day of the records after it. */
function floor(frames: readonly Uint8Array[], wide: boolean): Piece[] {
  const pieces: Piece[] = [];
  const content = new Uint8Array(10 * FRAGMENT);
  let filled = 0;
  let midnight = 0;
  for (const frame of frames) {
    if (!isWhole(frame)) continue;
    for (let at = 5; at < frame.length - 1; at++) content[filled++] = frame[at]!;
    // The low half of the order counts the frames to come.
    if ((frame[2]! & 15) > 0) continue;
    if (content[0] === COMMANDS.activityBlock) {
      midnight = Date.UTC(2000 + content[1]!, content[2]! - 1, content[3]!) / 1000;
    } else records(content, filled, wide, midnight, pieces);
    filled = 0;
  }
  return pieces;
}

/** Hour, minute, steps of two bytes or four, kilocalories. */
function records(bytes: Uint8Array, end: number, wide: boolean, day: number, pieces: Piece[]) {
  const word = (at: number) => bytes[at]! * 256 + bytes[at + 1]!;
  const size = wide ? 8 : 6;
  for (let at = 1; at < end; at += size) {
    const start = day + bytes[at]! * 3600 + bytes[at + 1]! * 60;
    const steps = wide ? word(at + 2) * 65_536 + word(at + 4) : word(at + 2);
    pieces.push(piece(start, RECORD_SECONDS, steps, 0, word(at + size - 2)));
  }
}

/** Frames of days and records only. */
function activityOf(values: readonly Uint8Array[]): Uint8Array[] {
  const assembler = new Assembler();
  const wanted: number[] = [COMMANDS.activityBlock, COMMANDS.activityData];
  const frames: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  for (const value of values) {
    const frame = must(decodeFrame(FROM_BAND, value));
    if (isEmpty(frame) && !assembler.expects(frame)) continue;
    parts.push(value);
    const heard = assembler.push(frame);
    if (!heard) continue;
    if (wanted.includes(heard.command)) frames.push(...parts);
    parts = [];
  }
  return frames;
}

async function ihealth(model: Model, nth: number): Promise<Encoding> {
  const { listen } = PORTS.find((port) => port.model === model)!;
  const frames = activityOf(await valuesOf('ihealth', listen.characteristic, nth));
  const widths = { wide: model === 'AM4', swim: false };
  const ours = () => {
    const pieces: Piece[] = [];
    const assembler = new Assembler();
    let midnight = 0;
    for (const value of frames) {
      const frame = must(decodeFrame(FROM_BAND, value));
      if (isEmpty(frame) && !assembler.expects(frame)) continue;
      const heard = assembler.push(frame);
      if (!heard) continue;
      if (heard.command === COMMANDS.activityBlock) {
        midnight = must(decodeActivityBlock(heard.params)).midnight;
        continue;
      }
      for (const { minute, steps, kcal } of must(decodeActivity(heard.params, widths))) {
        pieces.push(piece(midnight + minute * 60, RECORD_SECONDS, steps, 0, kcal));
      }
    }
    return pieces;
  };
  return encoding(frames, () => floor(frames, widths.wide), ours);
}

export const ihealthAm3 = (): Promise<Encoding> => ihealth('AM3', 0);
export const ihealthAm4 = (): Promise<Encoding> => ihealth('AM4', 1);
