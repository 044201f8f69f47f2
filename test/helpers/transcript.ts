import type { Fates } from '../../miniprogram/bands/virtual/faults';
import type { Characteristic } from '../../miniprogram/ble/link';
import { toHex } from '../../miniprogram/lib/bytes';

/** One value that crossed the air. */
export interface Line {
  operation: 'read' | 'write' | 'subscribe' | 'value';
  at: Characteristic;
  hex: string;
}

/** Writes down every frame and lets it through. */
export function transcript(): { lines: Line[]; fates: Fates } {
  const lines: Line[] = [];
  const fates: Fates = ({ operation, at, value }) => {
    lines.push({ operation, at, hex: toHex(value) });
    return 'deliver';
  };
  return { lines, fates };
}
