/** Lifesense A5: messages of hour records over values of 20 bytes, one checksum for the message. */
import {
  Assembler,
  COMMANDS,
  decodeBody,
  decodeSteps,
} from '../../../../miniprogram/bands/lifesense/codec';
import { A5 } from '../../../../miniprogram/bands/lifesense/gatt';
import { valuesOf } from '../weeks';
import { type Encoding, encoding, must, type Piece, piece } from './encoding';

const HOUR = 3600;
const RECORD = 19;

const CRC32 = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** Joins a message, checks it, and reads its records behind the command. */
function floor(values: readonly Uint8Array[]): Piece[] {
  const pieces: Piece[] = [];
  const body = new Uint8Array(255);
  let length = 0;
  let filled = 0;
  for (const value of values) {
    const first = value[0]! >= 0x80;
    if (first) {
      length = value[2]!;
      filled = 0;
    }
    for (let at = first ? 4 : 1; at < value.length; at++) body[filled++] = value[at]!;
    if (filled === length && isWhole(body, length - 4)) records(body, length - 4, pieces);
  }
  return pieces;
}

function isWhole(body: Uint8Array, end: number): boolean {
  let crc = 0;
  for (let at = 0; at < end; at++) crc = (crc >>> 8) ^ CRC32[(crc ^ body[at]!) & 0xff]!;
  return crc >>> 0 === word(body, end) * 65_536 + word(body, end + 2);
}

const word = (bytes: Uint8Array, at: number): number => bytes[at]! * 256 + bytes[at + 1]!;

/** Steps, time, two bytes of exercise, kilocalories as FLOAT, minutes, metres, two bytes. */
function records(body: Uint8Array, end: number, pieces: Piece[]): void {
  for (let at = 1; at < end; at += RECORD) {
    const steps = body[at]! * 65_536 + word(body, at + 1);
    const time = word(body, at + 3) * 65_536 + word(body, at + 5);
    const exponent = (body[at + 9]! << 24) >> 24;
    const mantissa = ((body[at + 10]! << 24) >> 8) + word(body, at + 11);
    const kcal = exponent === 0 ? mantissa : mantissa * 10 ** exponent;
    pieces.push(piece(time, HOUR, steps, word(body, at + 15), kcal));
  }
}

/** Values of messages of hours only. */
function hoursOf(values: readonly Uint8Array[]): Uint8Array[] {
  const assembler = new Assembler();
  const hours: Uint8Array[] = [];
  let message: Uint8Array[] = [];
  for (const value of values) {
    message.push(value);
    const joined = assembler.push(value);
    if (!joined) continue;
    if (must(decodeBody(must(joined).payload)).command === COMMANDS.hours) hours.push(...message);
    message = [];
  }
  return hours;
}

export async function lifesense(): Promise<Encoding> {
  const values = hoursOf(await valuesOf('lifesense', A5.data.characteristic));
  const ours = () => {
    const pieces: Piece[] = [];
    const assembler = new Assembler();
    for (const value of values) {
      const message = assembler.push(value);
      if (!message) continue;
      const { rest } = must(decodeBody(must(message).payload));
      for (const { time, steps, metres, kcal } of must(decodeSteps(rest))) {
        pieces.push(piece(time, HOUR, steps ?? 0, metres ?? 0, kcal ?? 0));
      }
    }
    return pieces;
  };
  return encoding(values, () => floor(values), ours);
}
