/**
 * Plain walks that build what a driver must build and nothing else: the floor of each encoding.
 * They check the protocol's own checksum and trust every length.
 */

/** What a walk makes of a piece of a day. */
export interface Piece {
  start: number;
  seconds: number;
  steps: number;
  metres: number;
  kcal: number;
  heartRate: number;
}

export const piece = (
  start: number,
  seconds: number,
  steps: number,
  metres = 0,
  kcal = 0,
  heartRate = 0,
): Piece => ({
  start,
  seconds,
  steps,
  metres,
  kcal,
  heartRate,
});

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

export const isAirsync = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xfe && bytes[2]! * 256 + bytes[3]! === bytes.length;

/** AirSync: header, field 2 of the message, items of fields 1 and 2. */
export function airsync(packets: readonly Uint8Array[]): Piece[] {
  const pieces: Piece[] = [];
  for (const bytes of packets) {
    if (!isAirsync(bytes)) continue;
    const walk = new Walk(bytes, 8);
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
    pieces.push(piece(time, 600, steps));
  }
}

const bcd = (byte: number): number => (byte >> 4) * 10 + (byte & 15);

/** Codoon: checksum of each frame, units of six bytes across frames, a time after each header. */
export function codoon(frames: readonly Uint8Array[]): Piece[] {
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
      else if (time < 0) {
        time =
          Date.UTC(
            2000 + bcd(unit[1]!),
            bcd(unit[2]!) - 1,
            bcd(unit[3]!),
            bcd(unit[4]!),
            bcd(unit[5]!),
          ) / 1000;
      } else {
        const [a, b, c, d, e, f] = unit as unknown as [
          number,
          number,
          number,
          number,
          number,
          number,
        ];
        pieces.push(piece(time, 600, a * 256 + b, e * 256 + f, c * 256 + d));
        time += 600;
      }
    }
  }
  return pieces;
}

const CRC16 = Uint16Array.from({ length: 256 }, (_, index) => {
  let crc = index << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});

/** Huawei: the checksum of a frame, then its block. */
export function huawei(frames: readonly Uint8Array[]): Piece[] {
  const pieces: Piece[] = [];
  for (const frame of frames) {
    let crc = 0;
    const end = frame.length - 2;
    for (let at = 0; at < end; at++) {
      crc = ((crc << 8) & 0xffff) ^ CRC16[(crc >> 8) ^ frame[at]!]!;
    }
    if (crc === frame[end]! * 256 + frame[end + 1]!) block(frame, 6, end, pieces);
  }
  return pieces;
}

/** Bodies of blocks alone. */
export function huaweiBlocks(bodies: readonly Uint8Array[]): Piece[] {
  const pieces: Piece[] = [];
  for (const body of bodies) block(body, 0, body.length, pieces);
  return pieces;
}

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
    if (tag === 0x03) {
      base = ((bytes[at]! * 256 + bytes[at + 1]!) * 256 + bytes[at + 2]!) * 256 + bytes[at + 3]!;
    } else if (tag === 0x05) minute = bytes[at]!;
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

/** Colmi: the checksum of a packet, a quarter of an hour in it. */
export function colmi(packets: readonly Uint8Array[]): Piece[] {
  const pieces: Piece[] = [];
  for (const packet of packets) {
    let sum = 0;
    for (let at = 0; at < 15; at++) sum += packet[at]!;
    if ((sum & 0xff) !== packet[15] || packet[1] === 0xf0 || packet[1] === 0xff) continue;
    const day = Date.UTC(2000 + bcd(packet[1]!), bcd(packet[2]!) - 1, bcd(packet[3]!)) / 1000;
    const little = (at: number) => packet[at]! + packet[at + 1]! * 256;
    pieces.push(piece(day + packet[4]! * 900, 900, little(9), little(11), little(7)));
  }
  return pieces;
}

/** Mi Band 1 and 2: minutes of so many bytes behind `skip` bytes of a value. */
export function miBand(values: readonly Uint8Array[], sampleBytes: number, skip: number): Piece[] {
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
