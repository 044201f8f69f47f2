/** Colmi: packets of sixteen bytes, the sum last; steps a quarter of an hour, heart in values. */
import {
  COMMANDS,
  decodeHeartPacket,
  decodePacket,
  decodeStepPacket,
  encodeHeartPacket,
  encodePacket,
} from '../../../../miniprogram/bands/colmi/codec';
import { NOTIFY } from '../../../../miniprogram/bands/colmi/gatt';
import { NOW } from '../../../harness/world';
import { valuesOf } from '../weeks';
import { bcd, type Encoding, encoding, must, type Piece, piece } from './encoding';

const QUARTER = 900;
const FIVE_MINUTES = 300;

function isWhole(packet: Uint8Array): boolean {
  let sum = 0;
  for (let at = 0; at < 15; at++) sum += packet[at]!;
  return (sum & 0xff) === packet[15];
}

function stepFloor(packets: readonly Uint8Array[]): Piece[] {
  const pieces: Piece[] = [];
  for (const packet of packets) {
    if (!isWhole(packet) || packet[1] === 0xf0 || packet[1] === 0xff) continue;
    const day = Date.UTC(2000 + bcd(packet[1]!), bcd(packet[2]!) - 1, bcd(packet[3]!)) / 1000;
    const little = (at: number) => packet[at]! + packet[at + 1]! * 256;
    pieces.push(piece(day + packet[4]! * QUARTER, QUARTER, little(9), little(11), little(7)));
  }
  return pieces;
}

export async function colmiSteps(): Promise<Encoding> {
  const all = await valuesOf('colmi', NOTIFY.characteristic);
  const packets = all.filter((value) => value[0] === COMMANDS.steps);
  const ours = () => {
    const pieces: Piece[] = [];
    for (const value of packets) {
      const packet = must(decodeStepPacket(must(decodePacket(value)).payload));
      if (packet.kind !== 'record') continue;
      const { at, steps, metres, calories } = packet.record;
      if (at === null) continue;
      pieces.push(piece(at, QUARTER, steps, metres ?? 0, calories ?? 0));
    }
    return pieces;
  };
  return encoding(packets, () => stepFloor(packets), ours);
}

/** Days as a ring tells them: a header, nine values behind the day's start, thirteen each after. */
function heartWeek(): Uint8Array[] {
  const packets: Uint8Array[] = [];
  const say = (packet: Parameters<typeof encodeHeartPacket>[0]) =>
    packets.push(encodePacket(COMMANDS.heartLog, encodeHeartPacket(packet)));
  for (let day = 7; day > 0; day--) {
    const dayStart = NOW - (NOW % 86_400) - day * 86_400;
    const rates = Array.from({ length: 9 + 22 * 13 }, (_, at) => 55 + ((at * 7 + day) % 60));
    say({ kind: 'header', packets: 24, minutes: 5 });
    say({ kind: 'values', index: 1, dayStart, values: rates.slice(0, 9) });
    for (let index = 2; index < 24; index++) {
      const from = 9 + (index - 2) * 13;
      say({ kind: 'values', index, values: rates.slice(from, from + 13) });
    }
  }
  return packets;
}

function heartFloor(packets: readonly Uint8Array[]): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (const packet of packets) {
    if (!isWhole(packet) || packet[1] === 0 || packet[1] === 0xff) continue;
    const first = packet[1] === 1;
    if (first) {
      const high = packet[4]! + packet[5]! * 256;
      start = packet[2]! + packet[3]! * 256 + high * 65_536;
    }
    for (let at = first ? 6 : 2; at < 15; at++, start += FIVE_MINUTES) {
      pieces.push(piece(start, FIVE_MINUTES, 0, 0, 0, packet[at]!));
    }
  }
  return pieces;
}

export async function colmiHeart(): Promise<Encoding> {
  const packets = heartWeek();
  const ours = () => {
    const pieces: Piece[] = [];
    let start = 0;
    for (const value of packets) {
      const packet = must(decodeHeartPacket(must(decodePacket(value)).payload));
      if (packet.kind !== 'values') continue;
      start = packet.dayStart ?? start;
      for (const rate of packet.values) {
        pieces.push(piece(start, FIVE_MINUTES, 0, 0, 0, rate));
        start += FIVE_MINUTES;
      }
    }
    return pieces;
  };
  return encoding(packets, () => heartFloor(packets), ours);
}
