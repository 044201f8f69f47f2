/**
 * Whose every collection is, and how a person's part of it goes. A collection of indexes.json that is
 * not in here fails a test: nothing a person owns is left behind.
 */
import { oneOf, type Where } from '../cloud';

/** The person whose data goes. */
export interface Who {
  uid: string;
  openid: string;
}

/** A document of which we only know that these fields tell whose it is. */
type Owned = Record<string, string> & { _id: string };

/** The documents that are a person's, by condition; whom others know goes first. */
export const OWNED: Readonly<Record<string, (who: Who) => Where<Owned>>> = {
  identities: ({ uid, openid }) => ({ _id: openid, uid }),
  people: ({ uid }) => ({ _id: uid }),
  shares: ({ uid }) => ({ uid }),
  invites: ({ uid }) => ({ from: uid }),
  bands: ({ uid }) => ({ owner: uid }),
  members: ({ uid }) => ({ uid }),
  edges: ({ uid }) => ({ pair: uid }),
  cheers: ({ uid }) => ({ to: uid }),
  days: ({ uid }) => ({ uid }),
  bandDays: ({ uid }) => ({ uid }),
  withdrawals: ({ uid }) => ({ _id: uid }),
  tickets: ({ uid }) => ({ uid }),
  messages: ({ openid }) => ({ openid }),
  questions: ({ uid }) => ({ _id: uid }),
  meters: ({ uid, openid }) => ({ _id: oneOf([uid, openid]) }),
};

/** Arrays in other people's documents that name a person: collection → field. */
export const NAMED: Readonly<Record<string, string>> = {
  cheers: 'from',
  worlds: 'top',
};

/** Collections without an owner, and why. */
export const NOT_PERSONAL: Readonly<Record<string, string>> = {
  erasures: 'the erasure itself: it goes when it is done',
  groups: 'a chat group, of which WeChat alone knows who is in it',
  groupDays: 'numbers by seats, which only a membership leads back to a person',
  worlds: 'everybody’s day; who is in its top is taken out of it',
  jobs: 'how far the clock is with its work',
};
