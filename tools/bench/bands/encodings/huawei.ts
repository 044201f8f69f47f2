/** Huawei LPv2: frames of hour blocks of every minute, plain and behind AES-CBC. */
import { createDecipheriv } from 'node:crypto';
import { cbc } from '@noble/ciphers/aes.js';
import aes from 'aes-js';
import {
  decodeBlockHead,
  eachMinute,
} from '../../../../miniprogram/bands/huawei/history/step-block';
import { openBody, sealBody } from '../../../../miniprogram/bands/huawei/wire/cipher';
import {
  decodeFrame,
  encodePacket,
  packetOf,
} from '../../../../miniprogram/bands/huawei/wire/packet';
import { parseTlvs, type Tlv } from '../../../../miniprogram/bands/huawei/wire/tlv';
import { huaweiFrames } from '../weeks';
import { type Encoding, encoding, must, OURS, type Piece, piece, sizeOf } from './encoding';

const CRC16 = Uint16Array.from({ length: 256 }, (_, index) => {
  let crc = index << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});

/** The checksum of each frame, then its block. `open` decrypts a body, whose beginning is known. */
function walk(frames: readonly Uint8Array[], open?: (body: Uint8Array) => Uint8Array): Piece[] {
  const pieces: Piece[] = [];
  for (const frame of frames) {
    let crc = 0;
    const end = frame.length - 2;
    for (let at = 0; at < end; at++) {
      crc = ((crc << 8) & 0xffff) ^ CRC16[(crc >> 8) ^ frame[at]!]!;
    }
    if (crc !== word(frame, end)) continue;
    if (!open) block(frame, BODY, end, pieces);
    else {
      const text = open(frame.subarray(BODY, end));
      block(text, 0, text.length, pieces);
    }
  }
  return pieces;
}

/** Where a body begins in a frame in one piece. */
const BODY = 6;
/** Where IV and ciphertext begin in an encrypted body of more than 127 bytes. */
const IV = 5;
const CIPHERTEXT = 24;

/** 81 { 02 index, 03 time, 84 { 05 offset, 06 flags and values } … } */
function block(bytes: Uint8Array, from: number, end: number, pieces: Piece[]): void {
  let at = from;
  let base = 0;
  let minute = 0;
  while (at < end) {
    const tag = bytes[at++]!;
    let length = bytes[at]! & 0x7f;
    while (bytes[at++]! & 0x80) length = length * 128 + (bytes[at]! & 0x7f);
    if (tag === 0x81 || tag === 0x84) continue;
    if (tag === 0x03) base = word(bytes, at) * 65_536 + word(bytes, at + 2);
    else if (tag === 0x05) minute = bytes[at]!;
    else if (tag === 0x06) pieces.push(minuteOf(bytes, at, base + minute * 60));
    at += length;
  }
}

const word = (bytes: Uint8Array, at: number): number => bytes[at]! * 256 + bytes[at + 1]!;

function minuteOf(bytes: Uint8Array, at: number, start: number): Piece {
  const flags = bytes[at]!;
  const made = piece(start, 60, 0);
  let value = at + 1;
  if (flags & 2) {
    made.steps = word(bytes, value);
    value += 2;
  }
  if (flags & 4) {
    made.kcal = word(bytes, value);
    value += 2;
  }
  if (flags & 8) {
    made.metres = word(bytes, value);
    value += 2;
  }
  if (flags & 64) made.heartRate = bytes[value]!;
  return made;
}

function addBlock(list: readonly Tlv[], pieces: Piece[]): void {
  const { base } = must(decodeBlockHead(list));
  eachMinute(list, (minute, steps = 0, metres, heartRate, calories) => {
    pieces.push(piece(base + minute * 60, 60, steps, metres, calories, heartRate));
  });
}

export function huaweiPlain(): Encoding {
  const { frames } = huaweiFrames();
  const ours = () => {
    const pieces: Piece[] = [];
    for (const frame of frames) {
      addBlock(must(parseTlvs(packetOf(must(decodeFrame(frame)).content).body)), pieces);
    }
    return pieces;
  };
  return encoding(frames, () => walk(frames), ours);
}

/** The floor has native AES; pure JavaScript is compared with noble called bare. */
export function huaweiSealed(): Encoding {
  const { bodies } = huaweiFrames();
  const key = new Uint8Array(16).fill(7);
  const iv = new Uint8Array(16).fill(9);
  const frames = bodies.map((body) => {
    const sealed = sealBody(body, key, iv, 'cbc');
    return encodePacket({ service: 7, command: 11, body: sealed }, 65_535)[0]!;
  });
  const contestant = (name: string, open: (iv: Uint8Array, text: Uint8Array) => Uint8Array) => ({
    name,
    run: () => walk(frames, (body) => open(body.subarray(IV, IV + 16), body.subarray(CIPHERTEXT))),
  });
  const native = contestant('floor: node:crypto + the walk', (iv, text) => {
    const decipher = createDecipheriv('aes-128-cbc', key, iv);
    return Buffer.concat([decipher.update(text), decipher.final()]);
  });
  const noble = contestant('@noble/ciphers 2.4.0 + the walk', (iv, text) =>
    cbc(key, iv).decrypt(text),
  );
  const aesJs = contestant('aes-js 3.1.2 + the walk', (iv, text) => {
    const padded = new aes.ModeOfOperation.cbc(key, iv).decrypt(text);
    return padded.subarray(0, -padded[padded.length - 1]!);
  });
  const ours = () => {
    const pieces: Piece[] = [];
    for (const frame of frames) {
      const { body } = packetOf(must(decodeFrame(frame)).content);
      addBlock(must(openBody(body, key, 'cbc')), pieces);
    }
    return pieces;
  };
  return {
    bytes: sizeOf(frames),
    values: frames.length,
    contestants: [native, { name: OURS, run: ours }, noble, aesJs],
    goals: [
      { of: noble.name, least: 0.9 },
      { of: aesJs.name, least: 1 },
    ],
  };
}
