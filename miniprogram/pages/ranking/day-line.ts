/** The line above every board: which day, how far it is, and until when. */
import { addDays, type DayKey, dayOf } from '../../contract/activity';
import { type DayState, dayState } from '../../contract/counting';
import { dayShort } from '../../words/format';
import { text } from '../../words/index';

export interface DayLine {
  label: string;
  state: DayState;
  stateWord: string;
  /** Theme of the tag. */
  theme: 'primary' | 'warning' | 'default';
  /** When the state ends, or empty. */
  until: string;
  /** Whether there is a later day. */
  later: boolean;
}

/** The line of a day. `now` in UTC seconds. */
export function dayLine(day: DayKey, now: number): DayLine {
  const t = text();
  const { state, until } = dayState(day, now);
  const today = dayOf(now);
  const left = Math.max(0, Math.ceil(((until ?? now) - now) / 60));
  return {
    label:
      day === today
        ? t.boardToday(dayShort(day))
        : day === addDays(today, -1)
          ? t.boardYesterday
          : dayShort(day),
    state,
    stateWord: { open: t.boardOpen, settling: t.boardSettling, final: t.boardFinal }[state],
    theme: ({ open: 'primary', settling: 'warning', final: 'default' } as const)[state],
    until: {
      open: t.boardUntilMidnight,
      settling: t.boardLeft(Math.floor(left / 60), left % 60),
      final: t.boardFinalSince(dayShort(addDays(day, 1))),
    }[state],
    later: day < today,
  };
}
