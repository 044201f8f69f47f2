/** A night in words. Pure beside the language in force. */

import type { SleepSpan } from '../../contract/activity';
import type { Night } from '../../services/activity/index';
import { clockTime } from '../../words/format';
import { text } from '../../words/index';
import type { NightPiece, NightStage } from './bm-night';

export interface NightView {
  /** "23:10–06:22" */
  span: string;
  /** "7 小时 4 分" */
  asleep: string;
  pieces: NightPiece[];
  stages: NightStage[];
  label: string;
}

const ORDER: readonly SleepSpan['stage'][] = ['deep', 'light', 'rem', 'awake'];

/** `offsetSeconds`: the phone's civil offset east of UTC; `title`: which night it is. */
export function nightView(
  { from, to, asleep, parts }: Night,
  offsetSeconds: number,
  title: string,
): NightView {
  const t = text();
  const span = `${clockTime(from, offsetSeconds)}–${clockTime(to, offsetSeconds)}`;
  const stages = ORDER.flatMap((stage): NightStage[] => {
    const seconds = parts.reduce((sum, part) => sum + (part.stage === stage ? part.seconds : 0), 0);
    return seconds > 0 ? [{ stage, name: t.sleepStage[stage], time: timeOf(seconds) }] : [];
  });
  const silent = parts.reduce((sum, part) => sum + (part.stage === null ? part.seconds : 0), 0);
  if (silent > 0) stages.push({ stage: 'none', name: t.sleepUnknown, time: timeOf(silent) });
  const told = stages.map(({ name, time }) => `${name} ${time}`).join(t.comma);
  return {
    span,
    asleep: timeOf(asleep),
    pieces: parts.map(({ stage, seconds }, at) => ({ at, stage: stage ?? 'none', seconds })),
    stages,
    label: t.sleepLabel(title, span, timeOf(asleep), told),
  };
}

function timeOf(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return text().sleepTime(Math.floor(minutes / 60), minutes % 60);
}
