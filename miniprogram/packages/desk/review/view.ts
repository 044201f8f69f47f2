/** A day as whoever decides sees it: what is kept off boards, its hours by source, and the note. */
import { SLOT_SECONDS } from '../../../contract/activity';
import { KEPT_WHYS, type KeptWhy, type SeenDay, type SeenSource } from '../../../contract/api';
import { WERUN } from '../../../contract/counting';
import { makerOf, modelOf } from '../../../contract/makers';
import { clockTime, dayShort, grouped } from '../../../words/format';
import { language, textOf } from '../../../words/index';
import { reviewWords } from '../../../words/review';
import { supportWords } from '../../../words/support';
import { whyWords } from '../../../words/why';

/** A line of two texts. */
interface Line {
  name: string;
  steps: string;
}

export interface SourceView {
  name: string;
  protocol: string;
  hours: Line[];
  /** Slots that were refused. */
  held: Line[];
}

export interface DeskReviewView {
  title: string;
  head: string;
  steps: string;
  why: string;
  note: string;
  total: string;
  sources: SourceView[];
  verdicts: { name: KeptWhy; text: string }[];
}

export function deskReviewView(seen: SeenDay): DeskReviewView {
  const t = textOf(reviewWords);
  return {
    title: t.deskReviewMark(seen.mark),
    head: dayShort(seen.day),
    steps: grouped(seen.steps),
    why: t.reviewReasons[seen.reason],
    note: seen.note && t.deskReviewNote(seen.note),
    total: t.deskReviewTotal(grouped(seen.total)),
    sources: seen.sources.map(sourceView),
    verdicts: KEPT_WHYS.map((name) => ({ name, text: t.reviewWhys[name] })),
  };
}

const HOUR = 3600;

function sourceView(source: SeenSource): SourceView {
  const t = textOf(reviewWords);
  const { hours, counter, held, protocol, sourceClass } = source;
  const walked = hours.flatMap((steps, hour) =>
    steps > 0 ? [lineOf(hour * HOUR, HOUR, steps)] : [],
  );
  if (counter !== null) walked.push({ name: t.deskReviewCounter, steps: grouped(counter) });
  return {
    name: nameOf(source),
    protocol: sourceClass === WERUN ? '' : protocolOf(protocol),
    hours: walked,
    held: held.map(({ slot, steps }) => lineOf(slot * SLOT_SECONDS, SLOT_SECONDS, steps)),
  };
}

const protocolOf = (protocol: string | null): string =>
  protocol === null
    ? textOf(reviewWords).deskReviewNoProtocol
    : textOf(supportWords).protocolName(protocol);

function nameOf({ model, maker, sourceClass }: SeenSource): string {
  const lang = language();
  if (sourceClass === WERUN) return textOf(whyWords).whyWerun;
  const known = modelOf(model ?? '') ?? makerOf(maker ?? '');
  return known?.name[lang] ?? textOf(reviewWords).deskReviewOldBand;
}

/** Seconds of the board's day. */
function lineOf(from: number, seconds: number, steps: number): Line {
  const to = from + seconds;
  const end = to === 24 * HOUR ? '24:00' : clockTime(to, 0);
  return {
    name: textOf(reviewWords).deskReviewHour(clockTime(from, 0), end),
    steps: grouped(steps),
  };
}
