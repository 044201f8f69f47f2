/** Values on the air, and how many connection events they take. */
import type { Characteristic } from '../../ble/link';

/** One value on the air. */
export interface KitFrame {
  operation: 'read' | 'write' | 'subscribe' | 'value';
  at: Characteristic;
  value: Uint8Array;
}

/** Connection events: whatever is confirmed takes one, values in a row share them by four. */
export function eventsOf(
  frames: readonly KitFrame[],
  confirmed: (frame: KitFrame) => boolean,
): number {
  let events = 0;
  let row = 0;
  let last = '';
  for (const frame of frames) {
    const free = !confirmed(frame);
    if (!free || frame.operation !== last) {
      events += Math.ceil(row / 4);
      row = 0;
    }
    if (free) row++;
    else events++;
    last = frame.operation;
  }
  return events + Math.ceil(row / 4);
}
