/** What goes to the people at a maker's desk, and how they answer. */
/** What the maker's people may see, and only when the person ticked it. */
export interface Diagnostics {
  model: string;
  protocol: string;
  firmware: string | null;
  phone: { system: string; wechat: string };
  /** String error code of the last failure, or null. */
  lastError: string | null;
  /** The last ten syncs. */
  syncs: { at: number; ok: boolean; stage: string; code: string | null }[];
  /** The last errors of the phone, the newest first; at most `API_LIMITS.errors`. */
  errors: ErrorRecord[];
}

/** One error as it came up on a phone. */
export interface ErrorRecord {
  /** UTC seconds. */
  at: number;
  /** The page that was shown, without its query; empty where there was none. */
  page: string;
  /** Text code of the error. */
  code: string;
  /** WeChat's own number, `errno` before `errCode`; null where WeChat did not fail. */
  number: number | null;
  /** WeChat's own words (`errMsg`), without addresses and ids. */
  words: string | null;
}

/** What somebody at a maker's desk may do: a lead also lets others in. */
export type DeskRole = 'lead' | 'agent';

/** A seat at a maker's desk. */
export interface Seat {
  maker: string;
  role: DeskRole;
}

/**
 * Why a code seats nobody: it is `wrong`, too `old`, or too many were tried; `left` more may be tried
 * by then.
 */
export interface CodeRefused {
  why: 'wrong' | 'old' | 'tries';
  left: number;
}

/** Somebody waits for an answer; the desk said something last; nobody has to say anything. */
export type ThreadState = 'open' | 'answered' | 'closed';

/** Somebody who talks to a maker, as its people see them. */
export interface Thread {
  id: string;
  /** Four characters by which they are told apart; their name is not told. */
  mark: string;
  /** When they said something last, UTC seconds, and the beginning of it; empty for a picture. */
  at: number;
  text: string;
  /** What it is about, and whether they ticked diagnostics. */
  model: string | null;
  diagnosed: boolean;
  /** How many answers WeChat takes still, and until when. */
  left: number;
  until: number;
}

/** One thing that was said. */
export interface Said {
  id: string;
  at: number;
  by: 'person' | 'desk';
  kind: 'text' | 'image' | 'miniprogrampage';
  /** What was written, or a card's title; a picture is fetched by `desk.picture`. */
  text: string;
  /** False for an answer of which WeChat did not say that it took it. */
  sure: boolean;
}

/** `session-from` of the contact button and its way back: "maker/model/ticket". */
export const sessionFrom = {
  format: (maker: string, model: string, ticket: string) => `${maker}/${model}/${ticket}`,
  /** The three parts, or null when a text is not of that form. */
  parse(text: string): { maker: string; model: string; ticket: string } | null {
    const match = /^([a-z0-9-]{1,32})\/([a-z0-9-]{1,32})\/([A-Za-z0-9_-]{8,32})$/.exec(text);
    return match ? { maker: match[1]!, model: match[2]!, ticket: match[3]! } : null;
  },
};
