/** AirSync: whole packets with counts in protobuf. */
import { INDICATE } from '../../../../miniprogram/bands/wechat-airsync/gatt';
import { decodeMessage } from '../../../../miniprogram/bands/wechat-airsync/messages';
import { decodePacket, HEADER_BYTES } from '../../../../miniprogram/bands/wechat-airsync/packet';
import { decodeWristbandRequest } from '../../../../miniprogram/bands/wechat-airsync/wristband';
import { protobufPeers } from '../peers/index';
import { airsyncPackets, valuesOf } from '../weeks';
import { type Encoding, encoding, must, type Piece, piece } from './encoding';

/** Seconds of an item. */
const ITEM = 600;

/** A place in bytes that moves as numbers are read. */
class Walk {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
  ) {}

  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }
}

const isWhole = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xfe && bytes[2]! * 256 + bytes[3]! === bytes.length;

/** Header, field 2 of the message, items of fields 1 and 2. */
function floor(packets: readonly Uint8Array[]): Piece[] {
  const pieces: Piece[] = [];
  for (const bytes of packets) {
    if (!isWhole(bytes)) continue;
    const walk = new Walk(bytes, HEADER_BYTES);
    while (walk.at < bytes.length) {
      const tag = walk.varint();
      const value = walk.varint();
      if (tag === 0x0a) walk.at += value;
      if (tag === 0x12) items(walk, walk.at + value, pieces);
    }
  }
  return pieces;
}

function items(walk: Walk, end: number, pieces: Piece[]): void {
  while (walk.at < end) {
    walk.varint();
    const itemEnd = walk.varint() + walk.at;
    let steps = 0;
    let time = 0;
    while (walk.at < itemEnd) {
      const field = walk.varint() >> 3;
      const number = walk.varint();
      if (field === 1) steps = number;
      else if (field === 2) time = number;
    }
    pieces.push(piece(time, ITEM, steps));
  }
}

export async function airsync(): Promise<Encoding> {
  const packets = airsyncPackets(await valuesOf('wechat-airsync', INDICATE.characteristic));
  const ours = () => {
    const pieces: Piece[] = [];
    for (const bytes of packets) {
      const { command, body } = must(decodePacket(bytes));
      const message = must(decodeMessage(command, body));
      if (message.name !== 'sendDataRequest') continue;
      const { items } = must(decodeWristbandRequest(message.fields.data));
      for (const { timestamp = 0, steps = 0 } of items) pieces.push(piece(timestamp, ITEM, steps));
    }
    return pieces;
  };
  const peers = protobufPeers().map(({ name, read }) => {
    const run = () => {
      const pieces: Piece[] = [];
      for (const bytes of packets) {
        if (!isWhole(bytes)) continue;
        for (const { timestamp, step } of read(bytes.subarray(HEADER_BYTES))) {
          pieces.push(piece(timestamp, ITEM, step));
        }
      }
      return pieces;
    };
    return { name, run };
  });
  return encoding(packets, () => floor(packets), ours, peers);
}
