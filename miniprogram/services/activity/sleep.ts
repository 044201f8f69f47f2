/** Last night, from what bands told this phone; kept, shown and deleted by consent. */
import { dayOf, dayStart, type SleepSpan } from '../../contract/activity';
import { civilOffset } from '../../lib/clock';
import { toAppError } from '../../phone/errors';
import { consented, setConsent } from '../account/index';
import { journal } from './journal/index';

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
/** A night begins between six in the evening and noon; what begins later is a nap. */
const EVENING = -6 * HOUR;
const NOON = 12 * HOUR;
/** Pieces further apart than this are two sleeps, of which the longer is the night. */
const APART = 2 * HOUR;

/** The night one band told, or null without sleep in it. Pieces may be in any order and overlap. */
export function nightOf(spans: readonly SleepSpan[]): Night | null {
  let best: Night | null = null;
  for (const sleep of sleepsOf(spans)) {
    const night = joined(sleep);
    if (night.asleep >= 60 && night.asleep > (best?.asleep ?? 0)) best = night;
  }
  return best;
}

/** Pieces in the order of time, cut where they overlap and parted where they lie far apart. */
function sleepsOf(spans: readonly SleepSpan[]): SleepSpan[][] {
  const sleeps: SleepSpan[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const start = Math.max(span.start, end);
    const seconds = span.start + span.seconds - start;
    if (seconds <= 0) continue;
    if (start - end > APART) sleeps.push([]);
    sleeps[sleeps.length - 1]!.push({ ...span, start, seconds });
    end = start + seconds;
  }
  return sleeps;
}

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
  for (const { start, seconds, stage } of sleep) {
    add(null, start - to);
    add(stage, seconds);
    if (stage !== 'awake') asleep += seconds;
    to = start + seconds;
  }
  return { from, to, asleep, parts };
}

/**
 * The night before the civil day of `now` (UTC seconds): of several bands the one that told most,
 * since nothing is added across bands. Null without consent or data. Never rejects.
 */
export async function lastNight(now: number): Promise<Night | null> {
  if (!consented('sleep')) return null;
  const offset = civilOffset();
  const midnight = dayStart(dayOf(now, offset), offset);
  try {
    const book = await journal();
    const nights = book
      .bandIds()
      .flatMap((band) => nightOf(book.sleep(band, midnight + EVENING, midnight + NOON)) ?? []);
    return nights.sort((a, b) => b.asleep - a.asleep)[0] ?? null;
  } catch {
    return null;
  }
}

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
