/** A block of sleep holds a night in pieces. */
import { concat } from '../../../lib/bytes';
import { bigEndian, Reader } from '../../../lib/reader';
import { fail, ok, type Result } from '../../../lib/result';
import { bytesOf, childrenOf, numberOf, parseTlvs, type Tlv, tlv, tlvNumber } from '../wire/tlv';

/** A piece of one night. */
export interface SleepPiece {
  stage: 'light' | 'deep';
  /** UTC seconds. */
  start: number;
  minutes: number;
}

export interface SleepBlock {
  index: number;
  pieces: SleepPiece[];
}

const STAGES: Record<number, SleepPiece['stage'] | undefined> = { 6: 'light', 7: 'deep' };

/** Total: 'block' when the index is missing; pieces of other kinds or lengths are left out. */
export function decodeSleepBlock(list: readonly Tlv[]): Result<SleepBlock> {
  const container = childrenOf(list, 0x81);
  if (!container.ok) return container;
  const index = numberOf(container.value, 0x02);
  if (index === undefined) return fail('block');
  const pieces: SleepPiece[] = [];
  for (const { tag, value } of container.value) {
    const piece = tag === 0x83 ? decodePiece(value) : null;
    if (piece) pieces.push(piece);
  }
  return ok({ index, pieces });
}

function decodePiece(value: Uint8Array): SleepPiece | null {
  const parts = parseTlvs(value);
  if (!parts.ok) return null;
  const stage = STAGES[numberOf(parts.value, 0x04) ?? 0];
  const span = bytesOf(parts.value, 0x05);
  if (!stage || span?.length !== 6) return null;
  const reader = new Reader(span);
  return { stage, start: reader.u32be(), minutes: reader.u16be() };
}

/** The band's side of a sleep block. */
export function encodeSleepBlock({ index, pieces }: SleepBlock): Uint8Array {
  const parts = pieces.map(({ stage, start, minutes }) =>
    tlv(
      0x83,
      concat(
        tlvNumber(0x04, stage === 'light' ? 6 : 7, 1),
        tlv(0x05, concat(bigEndian(start, 4), bigEndian(minutes, 2))),
      ),
    ),
  );
  return tlv(0x81, concat(tlvNumber(0x02, index, 2), ...parts));
}
