/** A thread as words: what was ticked, what was said, what may still be answered. */
import type { Said } from '../../../contract/api';
import { modelOf } from '../../../contract/makers';
import { type DiagnosticLine, diagnosticLines } from '../../../services/support/index';
import { deskWords } from '../../../words/desk';
import { language, textOf } from '../../../words/index';
import type { Told } from '../talk';
import { timeLeft, whenSaid } from '../times';

export interface Bubble {
  id: string;
  /** Said over it, where some time had passed; empty otherwise. */
  at: string;
  mine: boolean;
  text: string;
  /** A picture, which is fetched when it is asked for. */
  picture: boolean;
  unsure: boolean;
}

export interface ThreadView {
  title: string;
  facts: DiagnosticLine[];
  model: string;
  bubbles: Bubble[];
  /** How much may be answered, or why nothing. */
  quota: string;
  open: boolean;
  /** There is more before. */
  more: boolean;
  closed: boolean;
}

/** After so long a silence the time is said again. */
const SILENCE_SECONDS = 600;
/** How many the cloud tells at once. */
const PAGE = 50;

export function threadView(told: Told, older: readonly Said[], now: number): ThreadView {
  const t = textOf(deskWords);
  const { mark, left, until, model, diagnostics, state, messages } = told;
  const said = [...messages, ...older].reverse();
  const over = until <= now;
  const open = !over && left > 0;
  return {
    title: t.deskPerson(mark),
    facts: diagnostics ? diagnosticLines(diagnostics) : [],
    model: modelOf(model ?? '')?.name[language()] ?? '',
    bubbles: said.map((one, index) => bubbleOf(one, said[index - 1], now)),
    quota: open ? t.deskLeft(left, timeLeft(until, now)) : over ? t.deskTimeUp : t.deskUsedUp,
    open,
    more: (older.length > 0 ? older : messages).length % PAGE === 0 && said.length > 0,
    closed: state === 'closed',
  };
}

function bubbleOf({ id, at, by, kind, text, sure }: Said, before: Said | undefined, now: number) {
  const quiet = before === undefined || at - before.at > SILENCE_SECONDS;
  return {
    id,
    at: quiet ? whenSaid(at, now) : '',
    mine: by === 'desk',
    text,
    picture: kind === 'image',
    unsure: !sure,
  };
}
