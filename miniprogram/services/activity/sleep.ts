/** Last night, from what bands told this phone; kept, shown and deleted by consent. */
import { dayOf, dayStart, type SleepSpan } from '../../contract/activity';
import { civilOffset } from '../../lib/clock';
import { toAppError } from '../../phone/errors';
import { consented, setConsent } from '../account/index';
import { journal } from './journal/index';
import { sleepsOf } from './nights';

/** A piece of a night; `null` = the band said nothing of it. */
export interface NightPart {
  stage: SleepSpan['stage'] | null;
  seconds: number;
}

export interface Night {
  /** First and last instant, UTC seconds. */
  from: number;
  to: number;
  /** Seconds asleep: neither awake nor untold. */
  asleep: number;
  /** In the order of time, without a gap from `from` to `to`; neighbours differ. */
  parts: NightPart[];
}

const HOUR = 3600;
const DAY = 24 * HOUR;
/** A sleep from which someone wakes today began at most so long before midnight. */
const LONGEST = 18 * HOUR;
/** What begins after noon and is shorter than this is a nap. */
const NOON = 12 * HOUR;
const NAP = 3 * HOUR;

/**
 * The night one band told, or null without sleep in it: the longest of the sleeps that `counts`.
 * Pieces may be in any order and overlap.
 */
export function nightOf(
  spans: readonly SleepSpan[],
  counts: (night: Night) => boolean = () => true,
): Night | null {
  let best: Night | null = null;
  for (const sleep of sleepsOf(spans)) {
    const night = joined(sleep);
    const longer = night.asleep >= 60 && night.asleep > (best?.asleep ?? 0);
    if (longer && counts(night)) best = night;
  }
  return best;
}

/** Pieces in the order of time as one sleep; a minute told twice counts once. */
function joined(sleep: readonly SleepSpan[]): Night {
  const from = sleep[0]!.start;
  const parts: NightPart[] = [];
  let to = from;
  let asleep = 0;
  const add = (stage: NightPart['stage'], seconds: number) => {
    const last = parts[parts.length - 1];
    if (last?.stage === stage) last.seconds += seconds;
    else if (seconds > 0) parts.push({ stage, seconds });
  };
  for (const span of sleep) {
    const { stage } = span;
    const start = Math.max(span.start, to);
    const seconds = span.start + span.seconds - start;
    if (seconds <= 0) continue;
    add(null, start - to);
    add(stage, seconds);
    if (stage !== 'awake') asleep += seconds;
    to = start + seconds;
  }
  return { from, to, asleep, parts };
}

/**
 * The sleep from which someone woke on the civil day of `now` (UTC seconds), whenever it began: some
 * work at night. Of several bands the one that told most, since nothing is added across bands. Null without consent or data. Never rejects.
 */
export async function lastNight(now: number): Promise<Night | null> {
  if (!consented('sleep')) return null;
  const offset = civilOffset();
  const midnight = dayStart(dayOf(now, offset), offset);
  try {
    const book = await journal();
    const nights = book.bandIds().flatMap((band) => {
      const spans = book.sleep(band, midnight - LONGEST, midnight + DAY);
      return nightOf(spans, (night) => isNightOf(night, midnight)) ?? [];
    });
    return nights.sort((a, b) => b.asleep - a.asleep)[0] ?? null;
  } catch {
    return null;
  }
}

/** Whether someone woke from it on the day that begins at `midnight`, and it was no nap. */
const isNightOf = ({ from, to, asleep }: Night, midnight: number): boolean =>
  to > midnight && to <= midnight + DAY && (from < midnight + NOON || asleep >= NAP);

/**
 * Takes the consent back and deletes every night kept. Rejects with an AppError when that cannot
 * be done now; then the consent stands, as what was kept does.
 */
export async function withdrawSleep(): Promise<void> {
  // First the consent: a sync under way must not keep another night meanwhile.
  setConsent('sleep', false);
  try {
    await (await journal()).forgetSleep();
  } catch (cause) {
    setConsent('sleep', true);
    throw toAppError(cause);
  }
}
