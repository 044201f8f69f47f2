/** Seats at the preview's desks: each takes a code of its own. */
import { deskCodesOf } from '../start/start';

/** Codes of each desk that no walk has used yet: a used one is a wrong one, and five of those shut the door. */
const left = new Map<string, string[]>();

/** A code that seats one at a desk. */
export function newDeskCode(desk: string): string {
  const codes = left.get(desk) ?? deskCodesOf(desk);
  left.set(desk, codes);
  const code = codes.shift();
  if (!code) throw new Error(`the preview has no code left for a seat at the desk of ${desk}`);
  return code;
}
