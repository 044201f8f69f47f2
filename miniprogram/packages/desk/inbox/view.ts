/** A desk's inbox as words. */
import type { Choice } from '../../../components/bm-choice/bm-choice';
import type { Thread, ThreadState } from '../../../contract/api';
import { MODELS, makerOf, modelOf } from '../../../contract/makers';
import { deskWords } from '../../../words/desk';
import { age } from '../../../words/format';
import { language, textOf } from '../../../words/index';
import { timeLeft, whenSaid } from '../times';

/** What the cloud said of one state, and when (UTC seconds). */
export interface Listed {
  threads: Thread[];
  next: number | null;
  at: number;
}

export interface Row {
  id: string;
  mark: string;
  name: string;
  at: string;
  text: string;
  model: string;
  diagnosed: boolean;
  /** What may still be answered. */
  quota: string;
  /** Nothing may. */
  used: boolean;
}

export interface InboxView {
  title: string;
  choices: Choice[];
  rows: Row[];
  /** Instead of rows. */
  none: { title: string; lines: string[] } | null;
  hours: string;
  /** Under it all. */
  rule: string;
  more: boolean;
}

export const STATES: readonly ThreadState[] = ['open', 'answered', 'closed'];

/** `waiting` is what is known of those who wait, whichever state is shown. */
export function inboxView(
  makerId: string,
  state: ThreadState,
  { threads, next, at }: Listed,
  waiting: Listed | undefined,
  now: number,
): InboxView {
  const t = textOf(deskWords);
  const lang = language();
  const maker = makerOf(makerId);
  const name = maker?.name[lang] ?? makerId;
  const count = waiting?.threads.length ?? 0;
  const labels = {
    open: t.deskWaiting(count > 0 ? `${count}${waiting?.next ? '+' : ''}` : ''),
    answered: t.deskAnswered,
    closed: t.deskClosed,
  };
  const none = threads.length === 0;
  return {
    title: t.deskOf(name),
    choices: STATES.map((one) => ({ name: one, label: labels[one] })),
    rows: threads.map((thread) => rowOf(thread, now)).sort(usedLast),
    none: none
      ? { title: t.deskNone[state], lines: state === 'open' ? t.deskNoneHint(name) : [] }
      : null,
    hours: maker?.support.hours ?? '',
    rule: none ? t.deskUpdated(name, age(at, now)) : t.deskRule(name),
    more: next !== null,
  };
}

/** Whoever cannot be answered is not what an inbox is opened for. */
const usedLast = (a: Row, b: Row) => Number(a.used) - Number(b.used);

function rowOf(thread: Thread, now: number): Row {
  const { id, mark, at, text, model, diagnosed, left, until } = thread;
  const t = textOf(deskWords);
  const over = until <= now;
  const used = over || left === 0;
  return {
    ...{ id, mark, diagnosed, used },
    name: t.deskPerson(mark),
    at: whenSaid(at, now),
    text: text || t.deskPicture,
    model: modelOf(model ?? '')?.name[language()] ?? '',
    quota: used ? (over ? t.deskOver : t.deskUsed) : t.deskQuota(left, timeLeft(until, now)),
  };
}

/** A model of the maker's, for the sample chat. */
export const sampleModel = (maker: string): string =>
  MODELS.find((model) => model.maker === maker)?.id ?? MODELS[0]!.id;
