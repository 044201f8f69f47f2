/**
 * Whose every collection is: how a person's part of it goes, and how it is told to them. A collection
 * of indexes.json that is not in here fails a test: nothing a person owns is left behind, and nothing
 * is left out of an export without a reason.
 */
import { atMost, oneOf, type Where } from '../cloud';
import { type EdgeDoc, edgeOfOne, removeEdges } from '../friends';
import { leaveGroups } from '../groups';

/** The person whose data it is; what they left later than `at` (UTC seconds) is somebody new's. */
export interface Who {
  uid: string;
  openid: string;
  at: number;
}

/** A document of which we only know that these fields tell whose it is. */
export type Owned = Record<string, string | number> & { _id: string };

export interface Belonging {
  /** The documents that are a person's, by conditions. */
  whose: (who: Who) => readonly Where<Owned>[];
  /** How they go where more than removing them is to be done; how many they are told went. May be repeated. */
  take?: (uid: string) => Promise<number>;
  /** Goes by the clock, not in the moment a person goes: nobody sees it without them. */
  later?: true;
  /** The field that holds the id of a file, which goes with it. */
  files?: readonly string[];
  /** What an export leaves out of each document, or why it tells nothing of them. */
  told: Told | { not: string };
}

interface Told {
  without: readonly string[];
  /** The document as this person may know it, where another's will is in it, too; null: not at all. */
  own?: (document: object, who: Who) => object | null;
}

const all = { without: [] };

/** By collection. */
export const OWNED: Readonly<Record<string, Belonging>> = {
  identities: {
    whose: ({ uid, openid }) => [{ _id: openid, uid }],
    told: { not: 'the way from WeChat to a person never leaves the cloud' },
  },
  people: { whose: ({ uid }) => [{ _id: uid }], told: { without: ['turn', 'seat'] } },
  photos: { whose: ({ uid }) => [{ uid }], files: ['file'], told: all },
  shares: { whose: ({ uid }) => [{ uid }], told: all },
  invites: { whose: ({ uid }) => [{ from: uid }], told: { without: ['usedBy'] } },
  guardianCards: { whose: ({ uid }) => [{ uid }], later: true, told: all },
  bands: { whose: ({ uid }) => [{ owner: uid }], told: { without: ['reminded', 'uploads'] } },
  claims: {
    whose: ({ uid }) => [{ by: uid }, { owner: uid }],
    // Who asks for whose band is the other one's too.
    told: { without: ['_id', 'by', 'owner'] },
  },
  members: { whose: ({ uid }) => [{ uid }], take: leaveGroups, told: all },
  edges: {
    whose: ({ uid }) => [{ pair: uid }],
    take: removeEdges,
    told: { without: ['turn', 'ended'], own: (edge, { uid }) => edgeOfOne(edge as EdgeDoc, uid) },
  },
  cheers: { whose: ({ uid }) => [{ to: uid }], told: all },
  consents: { whose: ({ uid }) => [{ uid }], later: true, told: all },
  grants: { whose: ({ uid }) => [{ uid }], later: true, told: { without: ['pushes'] } },
  notices: { whose: ({ uid }) => [{ uid }], later: true, told: all },
  days: { whose: ({ uid }) => [{ uid }], later: true, told: all },
  withdrawals: {
    whose: ({ uid }) => [{ _id: uid }],
    later: true,
    told: { not: 'that WeRun’s steps are going: they are gone when it is' },
  },
  tickets: { whose: ({ uid }) => [{ uid }], later: true, told: all },
  messages: {
    whose: ({ openid, at }) => [{ openid, createdAt: atMost(at) }],
    later: true,
    told: { without: ['_id', 'openid'] },
  },
  threads: {
    whose: ({ openid, at }) => [{ openid, createdAt: atMost(at) }],
    told: { without: ['openid'] },
  },
  // The desk's name of it would let its owner act as the desk's.
  reviews: { whose: ({ uid }) => [{ uid }], told: { without: ['token'] } },
  agents: { whose: ({ uid }) => [{ _id: uid }], told: all },
  deskTries: {
    whose: ({ uid }) => [{ _id: uid }],
    later: true,
    told: { not: 'a count of the last minutes' },
  },
  // Which thread it was is the other maker's.
  trespasses: { whose: ({ uid }) => [{ uid }], later: true, told: { without: ['_id', 'thread'] } },
  exports: {
    whose: ({ uid }) => [{ _id: uid }],
    files: ['json', 'csv'],
    told: { not: 'it is the export' },
  },
  exportParts: { whose: ({ uid }) => [{ uid }], told: { not: 'it is the export' } },
  questions: {
    whose: ({ uid }) => [{ _id: uid }],
    later: true,
    told: { not: 'digests of the last hour, of what a band asked' },
  },
  meters: {
    whose: ({ uid, openid }) => [{ _id: oneOf([uid, openid]) }],
    later: true,
    told: { not: 'counts of the last hour' },
  },
};

/** Fields in other people's documents that name a person: a list, or one name. */
export const NAMED: Readonly<Record<string, { field: string; one?: true }>> = {
  cheers: { field: 'from' },
  worlds: { field: 'top' },
  invites: { field: 'usedBy', one: true },
  agentCodes: { field: 'usedBy', one: true },
};

/** Collections without an owner, and why. */
export const NOT_PERSONAL: Readonly<Record<string, string>> = {
  erasures: 'the erasure itself: it goes when it is done',
  audits: 'that somebody was erased, without a word of who',
  groups: 'a chat group, of which WeChat alone knows who is in it',
  groupDays: 'numbers by seats, which only a membership leads back to a person',
  worlds: 'everybody’s day; who is in its top is taken out of it',
  agentCodes: 'codes for desks; who used one is taken out of it',
  jobs: 'how far the clock is with its work',
};
