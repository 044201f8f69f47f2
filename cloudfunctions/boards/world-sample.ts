/** Whom everybody's board is counted from. */
import type { DayKey } from '../../miniprogram/contract/activity';
import { peopleOf } from '../accounts';
import { peopleOnDay, type Ranked } from '../activity';
import { MAX_LIMIT, now } from '../cloud';
import { showsAt } from './members';

/** Whoever has read for so long makes do with what there is by then: it is a sample, too. */
const SAMPLE_SECONDS = 12;

/**
 * The steps of a fair sample of all who walked and show themselves, about `most` of them, and how many
 * those are in all: counted where all were read, else estimated.
 */
export async function sampleOf(
  day: DayKey,
  at: number,
  most: number,
): Promise<{ steps: number[]; n: number }> {
  const steps: number[] = [];
  let last = '';
  while (steps.length < most && now() < at + SAMPLE_SECONDS) {
    const page = await peopleOnDay(day, last, MAX_LIMIT);
    for (const { board } of await showing(page, day, at)) steps.push(board!.steps);
    if (page.length < MAX_LIMIT) return { steps, n: steps.length };
    last = page.at(-1)!.uid;
  }
  return { steps, n: Math.round(steps.length / placeOf(last)) };
}

/** Where a uid stands among all there can be, from 0 to 1. */
function placeOf(uid: string): number {
  const digits = 12;
  return Number.parseInt(uid.slice(0, digits), 16) / 16 ** digits;
}

/** Those with steps that count, who show themselves. */
export async function showing(page: readonly Ranked[], day: DayKey, at: number): Promise<Ranked[]> {
  const walked = page.filter(({ board }) => board?.withheld === null && board.steps > 0);
  const people = await peopleOf(walked.map(({ uid }) => uid));
  return walked.filter(({ uid }) => {
    const person = people.get(uid);
    return person !== undefined && showsAt(person, day, at);
  });
}
