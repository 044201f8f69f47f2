/** What may go wrong on the virtual air. One question per frame; the answers are data. */
import type { Characteristic } from '../../ble/link';

/** One value on the air, or one subscription. */
export interface Frame {
  /** Counted over the radio's life, from 0. */
  index: number;
  operation: 'read' | 'write' | 'subscribe' | 'value';
  at: Characteristic;
  value: Uint8Array;
  /** Of a write: whether it was one with a response. */
  response?: boolean;
}

/**
 * deliver: as it should be. cut: the link drops before the frame arrives. deliver-cut: it arrives,
 * the confirmation does not. lose: nothing arrives, nothing is said. no-callback: a write arrives,
 * the phone is never told. duplicate: a frame arrives twice, as a phone repeats a write that it was
 * told had failed. swap: a value arrives after the next. refuse: nothing arrives, and the phone says
 * that it failed.
 */
export type Fate =
  | 'deliver'
  | 'cut'
  | 'deliver-cut'
  | 'lose'
  | 'no-callback'
  | 'duplicate'
  | 'swap'
  | 'refuse'
  | { value: Uint8Array };

export type Fates = (frame: Frame) => Fate;

/** The link drops at frame `index`, before or after it arrives. */
export const cutAt =
  (index: number, when: 'cut' | 'deliver-cut' = 'cut'): Fates =>
  (frame) =>
    frame.index === index ? when : 'deliver';

/** Every value of the band arrives twice. */
export const duplicateValues: Fates = (frame) =>
  frame.operation === 'value' ? 'duplicate' : 'deliver';

/** Every second value of the band arrives after the one that follows it. */
export const swapValues: Fates = (frame) =>
  frame.operation === 'value' && frame.index % 2 === 0 ? 'swap' : 'deliver';

/** One bit of frame `index` is wrong. */
export const flipBit =
  (index: number, bit: number): Fates =>
  (frame) =>
    frame.index === index ? { value: flipped(frame.value, bit) } : 'deliver';

function flipped(value: Uint8Array, bit: number): Uint8Array {
  const copy = value.slice();
  const at = (bit >> 3) % Math.max(1, copy.length);
  if (copy.length > 0) copy[at] = copy[at]! ^ (1 << (bit & 7));
  return copy;
}
