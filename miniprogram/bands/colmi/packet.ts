/**
 * Colmi's packet: always 16 bytes, the command first, the sum of the first 15 last. An answer whose
 * command has bit 7 set is an error. Several implementations.
 */
import { fail, ok, type Result } from '../../lib/result';

export const PACKET_BYTES = 16;
export const PAYLOAD_BYTES = 14;
const ERROR = 0x80;

export interface Packet {
  command: number;
  /** The ring refused the command. */
  error: boolean;
  /** 14 bytes; shares the memory of the value. */
  payload: Uint8Array;
}

/** One packet; what does not fit 14 bytes is dropped, the rest is zero. */
export function encodePacket(command: number, payload: ArrayLike<number> = []): Uint8Array {
  const packet = new Uint8Array(PACKET_BYTES);
  packet[0] = command;
  packet.set(Array.from(payload).slice(0, PAYLOAD_BYTES), 1);
  packet[PACKET_BYTES - 1] = sum(packet);
  return packet;
}

/** The packet with which a ring refuses a command. */
export const encodeRefusal = (command: number): Uint8Array => encodePacket(command | ERROR);

/** Total. */
export function decodePacket(value: Uint8Array): Result<Packet, 'length' | 'checksum'> {
  if (value.length !== PACKET_BYTES) return fail('length');
  if (sum(value) !== value[PACKET_BYTES - 1]) return fail('checksum');
  const command = value[0]!;
  const payload = value.subarray(1, PACKET_BYTES - 1);
  return ok({ command: command & ~ERROR, error: command >= ERROR, payload });
}

/** The sum of all bytes but the last, modulo 256. */
function sum(packet: Uint8Array): number {
  let total = 0;
  for (let i = 0; i < PACKET_BYTES - 1; i++) total += packet[i]!;
  return total & 0xff;
}
