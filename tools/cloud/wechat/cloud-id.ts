/**
 * CloudIDs: tickets for a person's open data (steps, group, phone number). Valid five minutes, for
 * their owner, and replaced by the data only at the top level of an event.
 */
import { randomBytes } from 'node:crypto';
import { isPlain } from '../ejson';
import { type Caller, LOCAL_APPID } from '../identity';

/** How a CloudID travels in an event: what `wx.cloud.CloudID(id)` becomes. */
export class CloudID {
  constructor(readonly cloudID: string) {}

  toJSON(): { $cloudID: string } {
    return { $cloudID: this.cloudID };
  }
}

/** What a function finds in its event. */
export type Opened =
  | { cloudID: string; data: unknown }
  | { cloudID: string; errCode: number; errMsg: string };

const VALID_MS = 5 * 60_000;

interface Ticket {
  openid: string;
  data: Record<string, unknown>;
  minted: number;
}

export class CloudIds {
  readonly #tickets = new Map<string, Ticket>();
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  mint(data: Record<string, unknown>, openid: string): string {
    const id = `${randomBytes(12).toString('hex').toUpperCase()}_${randomBytes(24).toString('base64url')}`;
    this.#tickets.set(id, { openid, data, minted: this.#clock() });
    return id;
  }

  /** Opens one for a caller. */
  open(cloudID: string, caller: Caller): Opened {
    const ticket = this.#tickets.get(cloudID);
    if (!ticket) return { cloudID, errCode: -601005, errMsg: 'invalid cloudID' };
    if (ticket.openid !== caller.identity?.openid) {
      const errMsg = 'cloudID and calling user does not match';
      return { cloudID, errCode: -601007, errMsg };
    }
    if (this.#clock() - ticket.minted > VALID_MS) {
      return { cloudID, errCode: -601006, errMsg: 'cloudID expired' };
    }
    const appid = caller.identity.appid ?? LOCAL_APPID;
    const watermark = { timestamp: Math.floor(ticket.minted / 1000), appid };
    return { cloudID, data: { watermark, ...ticket.data } };
  }

  /** The event with its top-level CloudIDs opened; deeper ones become plain text. */
  replace(event: unknown, caller: Caller): Record<string, unknown> {
    const out: Record<string, unknown> = {};
    if (!isPlain(event) && !(typeof event === 'object' && event !== null)) return out;
    for (const [key, value] of Object.entries(event as Record<string, unknown>)) {
      const id = idOf(value);
      out[key] = id === undefined ? flatten(value) : this.open(id, caller);
    }
    return out;
  }
}

function idOf(value: unknown): string | undefined {
  if (value instanceof CloudID) return value.cloudID;
  if (isPlain(value) && typeof value.$cloudID === 'string' && Object.keys(value).length === 1) {
    return value.$cloudID;
  }
  return undefined;
}

function flatten(value: unknown): unknown {
  const id = idOf(value);
  if (id !== undefined) return id;
  if (Array.isArray(value)) return value.map(flatten);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, flatten(item)]));
}
