/** How long each thing is kept that has an end, by collection. */
import { DAY_SECONDS, dayOf } from '../../miniprogram/contract/activity';
import { API_LIMITS } from '../../miniprogram/contract/api';
import { below, type Collection, gone, type Where } from '../cloud';

/** A document of which we only know its times; each collection has some of them. */
export interface Aged {
  _id: string;
  hour: number;
  day: number;
  at: number;
  until: number;
  expiresAt: number;
  openedAt: number;
  decidedAt: number;
  lastUserAt: number;
  diagnosedAt: number;
  diagnostics: object;
}

export interface Age {
  collection: string;
  /** What is too old at an instant (UTC seconds); each has an index. */
  old: (at: number) => Where<Aged>;
  /** Takes these fields only; absent: the whole document goes. */
  fields?: Parameters<Collection<Aged>['updateWhere']>[1];
}

const daysAgo = (at: number, days: number) => at - days * DAY_SECONDS;

/** Old invitations answer that they expired for a week, then they are unknown. */
export const AGES: readonly Age[] = [
  { collection: 'meters', old: (at) => ({ hour: below(Math.floor(daysAgo(at, 1) / 3600)) }) },
  {
    collection: 'invites',
    old: (at) => ({ expiresAt: below(daysAgo(at, API_LIMITS.inviteDays)) }),
  },
  { collection: 'guardianCards', old: (at) => ({ expiresAt: below(daysAgo(at, 7)) }) },
  { collection: 'claims', old: (at) => ({ expiresAt: below(at) }) },
  { collection: 'notices', old: (at) => ({ at: below(daysAgo(at, 30)) }) },
  { collection: 'shares', old: (at) => ({ expiresAt: below(at) }) },
  { collection: 'members', old: (at) => ({ until: below(at) }) },
  { collection: 'groupDays', old: (at) => ({ expiresAt: below(at) }) },
  { collection: 'cheers', old: (at) => ({ day: below(dayOf(daysAgo(at, 30))) }) },
  {
    collection: 'tickets',
    old: (at) => ({ diagnosedAt: below(daysAgo(at, 30)) }),
    fields: { diagnosedAt: gone(), diagnostics: gone() },
  },
  { collection: 'tickets', old: (at) => ({ openedAt: below(daysAgo(at, 180)) }) },
  { collection: 'threads', old: (at) => ({ lastUserAt: below(daysAgo(at, 180)) }) },
  // A day long a code answers that it is too old.
  { collection: 'agentCodes', old: (at) => ({ expiresAt: below(daysAgo(at, 1)) }) },
  { collection: 'deskTries', old: (at) => ({ expiresAt: below(at) }) },
  { collection: 'trespasses', old: (at) => ({ at: below(daysAgo(at, 180)) }) },
  { collection: 'reviews', old: (at) => ({ decidedAt: below(daysAgo(at, 180)) }) },
  { collection: 'messages', old: (at) => ({ at: below(daysAgo(at, 180)) }) },
];
