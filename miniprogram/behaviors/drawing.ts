/**
 * How a page's data reaches its view, sparingly: what the view has is not sent again, a page that
 * is hidden is sent nothing until it is shown, and what comes by itself waits for its turn. Pages
 * and behaviors call `put` and `putSoon`, never `setData`.
 */

import { changes, valueAt } from '../lib/changes';
import { systemClock } from '../lib/clock';

/** What comes by itself is sent this often at most, together with what a person does. */
export const MOST_A_SECOND = 4;
const SECOND_MS = 1000;
const GAP_MS = SECOND_MS / MOST_A_SECOND;

interface Page {
  data: object;
  setData(data: Record<string, unknown>, done?: () => void): void;
}

/** What is not drawn, by page. */
interface Desk {
  hidden: boolean;
  /** What the view has yet to be told. */
  waiting: Record<string, unknown>;
  /** When the view was told something, the last four times; milliseconds. */
  sent: number[];
  /** Ends the wait for the next turn. */
  cancel: (() => void) | null;
}

const desks = new WeakMap<object, Desk>();
function deskOf(page: object): Desk {
  const desk = desks.get(page) ?? { hidden: false, waiting: {}, sent: [], cancel: null };
  desks.set(page, desk);
  return desk;
}

/** Shows at once: what answers a person. `done`: the view has it; never said of a hidden page. */
export function put<P extends Page>(page: P, part: Partial<P['data']>, done?: () => void): void {
  const desk = deskOf(page);
  queue(desk, part);
  send(page, desk, done);
}

/** Shows within a second: what comes by itself, as often as it likes. */
export function putSoon<P extends Page>(page: P, part: Partial<P['data']>): void {
  const desk = deskOf(page);
  queue(desk, part);
  if (desk.cancel || desk.hidden) return;
  const wait = untilTurn(desk.sent);
  if (wait <= 0) send(page, desk);
  else desk.cancel = systemClock.after(wait, () => send(page, desk));
}

/** What comes later is applied later, and a value takes the place of what waits for paths within it. */
function queue({ waiting }: Desk, part: object): void {
  for (const [key, value] of Object.entries(part)) {
    for (const known of Object.keys(waiting)) {
      if (known === key || known.startsWith(`${key}.`) || known.startsWith(`${key}[`)) {
        delete waiting[known];
      }
    }
    waiting[key] = value;
  }
}

/** Milliseconds until the view may be told something again. */
function untilTurn(sent: readonly number[]): number {
  const now = systemClock.now();
  const lately = sent.filter((at) => at > now - SECOND_MS);
  // A page that opens: its words, what the phone knows, what the cloud says.
  if (lately.length < MOST_A_SECOND - 1) return 0;
  if (lately.length === MOST_A_SECOND) return lately[0]! + SECOND_MS - now;
  return Math.max(0, lately[lately.length - 1]! + GAP_MS - now);
}

function send(page: Page, desk: Desk, done?: () => void): void {
  if (desk.hidden) return;
  desk.cancel?.();
  desk.cancel = null;
  const news = newsOf(page, desk.waiting);
  desk.waiting = {};
  if (news) {
    desk.sent = [...desk.sent, systemClock.now()].slice(-MOST_A_SECOND);
    page.setData(news, done);
  } else done?.();
}

/** What a component makes of its properties: sent with its page's turn, unless the view has it. */
export function derive<P extends Page>(component: P, part: Partial<P['data']>): void {
  const news = newsOf(component, part);
  if (news) component.setData(news);
}

/** What the view does not have yet, by its paths, or null. */
function newsOf({ data }: Page, part: object): Record<string, unknown> | null {
  const news: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(part)) {
    Object.assign(news, changes(path, valueAt(data, path), value));
  }
  return Object.keys(news).length > 0 ? news : null;
}

/** Tells the helper when the page is shown. Comes with `appearance`. */
export const drawing = Behavior({
  pageLifetimes: {
    show() {
      const desk = deskOf(this);
      desk.hidden = false;
      send(this, desk);
    },
    hide() {
      const desk = deskOf(this);
      desk.hidden = true;
      desk.cancel?.();
      desk.cancel = null;
    },
  },
  lifetimes: {
    detached() {
      const desk = deskOf(this);
      desk.hidden = true;
      desk.cancel?.();
      desk.cancel = null;
    },
  },
});
