/** How much there may be of everything a person asks for. */
export const API_LIMITS = {
  uploadDays: 14,
  friends: 200,
  /** People whom somebody blocks at once. */
  blocked: 200,
  bands: 20,
  nameCharacters: 20,
  inviteDays: 7,
  shareDays: 30,
  historyDays: 100,
  /** Bands that may tell of one person's day. */
  bandsPerDay: 20,
  openInvites: 200,
  openShares: 100,
  /** Members of a group, groups of a person, and rows of a page. */
  groupMembers: 500,
  groups: 50,
  groupPage: 100,
  /** Days back for which groups keep their lists. */
  groupDays: 90,
  /** How long a claim of a band waits for its owner, and how many do. */
  claimDays: 7,
  openClaims: 3,
  /** Days whose slots may show that a band is at hand. */
  proofDays: 7,
  /** Notices that are told at once. */
  notices: 20,
  /** Wrong codes for a desk that a person may try, and for how long it is counted. */
  deskTries: 5,
  deskCodeSeconds: 600,
  /** Characters of a note to who reviews a day, slots it may be about, and reviews told at once. */
  noteCharacters: 60,
  heldSlots: 96,
  reviews: 50,
  /** Errors that go to support, and characters of WeChat's words about each. */
  errors: 20,
  errorWords: 120,
  /** What one person may ask in an hour; more is `too-often`. */
  hourly: {
    /** Of each band; WeRun and counters that are taken out share another. */
    upload: 120,
    /** A band that is bound anew begins a new hour. */
    bind: 60,
    name: 10,
    photo: 20,
    invite: 30,
    share: 20,
    code: 40,
    support: 20,
    block: 30,
    claim: 10,
    desk: 240,
    push: 60,
    group: 60,
    /** Different questions to makers' keys; also of one band, whoever asks. */
    question: 30,
    device: 20,
    review: 20,
  },
} as const;

export type Metered = keyof typeof API_LIMITS.hourly;

/** Daily goal of somebody who chose none, in steps. */
export const DEFAULT_GOAL = 8000;
