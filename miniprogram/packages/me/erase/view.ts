/** What becomes of an account that is deleted, as the page shows it. */
import { dayOf } from '../../../contract/activity';
import type { Erasure } from '../../../services/rights/index';
import { clockTime, dayShort, grouped } from '../../../words/format';
import type { rightsWords } from '../../../words/rights';

type Words = typeof rightsWords.zh;

/** What the phone knows of a deletion; `here`: the cloud knew nobody, and nothing else is to be done. */
export type Erased = Erasure | { state: 'here' };

export interface RowView {
  title: string;
  /** Before the deletion rows only say what goes. */
  state: 'before' | 'gone' | 'queued';
  word: string;
}

export interface ErasedView {
  title: string;
  line: string;
  /** Whether the cloud is still at it. */
  running: boolean;
}

/** Rows of what goes, and how far each is. */
export function rowsView(t: Words, erased: Erased | null): RowView[] {
  return t.eraseRows().map(({ title, kind, at }) => {
    if (!erased) return { title, state: 'before', word: '' };
    const waits = erased.state === 'running' && at === 'clock' && !erased.cleared;
    if (waits) return { title, state: 'queued', word: t.eraseQueued };
    const count = erased.state === 'running' && kind ? erased.gone[kind] : 0;
    return { title, state: 'gone', word: count > 0 ? t.eraseCounted(grouped(count)) : t.eraseGone };
  });
}

/** Title and line above them; `offset` is the phone's, seconds east of UTC. */
export function erasedView(t: Words, erased: Erased, offset: number): ErasedView {
  if (erased.state === 'here') {
    return { title: t.eraseHere, line: t.eraseHereHint, running: false };
  }
  if (erased.state === 'none') {
    return { title: t.eraseDone, line: t.eraseDoneHint, running: false };
  }
  const { until, cleared } = erased;
  const by = t.eraseUntil(dayShort(dayOf(until, offset)), clockTime(until, offset));
  return { title: t.eraseRunning, line: cleared ? t.eraseChecking : by, running: true };
}
