/**
 * A band's slots of a day as one text: `36 412 310 18;37 90` is slot, steps, metres, kcal. What was not
 * measured is a dash where something follows, and nothing at the end: `38 55 - 4`.
 *
 * Every board reads days, and a database reads a document whole before it leaves parts of it out: as a
 * map of maps the same slots are three times as many bytes.
 */
import { type Amount, type DaySlots, SLOTS_PER_DAY } from '../../miniprogram/contract/activity';
import { larger } from '../../miniprogram/contract/counting';

/** The slots in the order of the day, in whatever order they came. */
export const slotsText = (slots: DaySlots): string =>
  Object.entries(slots)
    .map(([slot, amount]) => `${slot} ${amountText(amount)}`)
    .join(';');

function amountText({ steps, metres, kcal }: Amount): string {
  if (kcal !== undefined) return `${steps} ${metres ?? '-'} ${kcal}`;
  return metres === undefined ? `${steps}` : `${steps} ${metres}`;
}

const PART = /^(\d{1,2}) (\d{1,16})(?: (\d{1,16}|-))?(?: (\d{1,16}))?$/;

/** The slots of a text; a part that is none is left out, and nothing throws. */
export function slotsFrom(text: string): DaySlots {
  const slots: DaySlots = {};
  for (const part of text.split(';')) {
    const [, key, steps, metres, kcal] = PART.exec(part) ?? [];
    if (key === undefined) continue;
    const slot = Number(key);
    const amount: Amount = { steps: Number(steps) };
    if (metres !== undefined && metres !== '-') amount.metres = Number(metres);
    if (kcal !== undefined) amount.kcal = Number(kcal);
    const whole = Object.values(amount).every(Number.isSafeInteger);
    if (slot < SLOTS_PER_DAY && whole) slots[slot] = larger(slots[slot], amount);
  }
  return slots;
}
