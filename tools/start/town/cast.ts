/** The stage of the sample town: its friends with a phone each, and the band each wears. */

import { CONSENT_VERSIONS } from '../../../miniprogram/contract/people';
import type { StageOf } from '../../preview';
import { AGENT, FIVE, NEWCOMER, TOWN } from './people';

/** They agreed to the terms when they moved in: their phones know. */
export const AGREED = { 'bm.terms': { version: CONSENT_VERSIONS.terms, told: true } };

export const townStage = (): StageOf => ({
  placed: {
    phones: FIVE.map(({ user }) => ({ id: user, bands: [user] })),
    bands: FIVE.map(({ user }) => user),
  },
  storage: {
    ...Object.fromEntries([...TOWN, AGENT].map(({ user }) => [user, AGREED])),
    // Whoever is new in the tour has agreed to nothing.
    [NEWCOMER.user]: {},
  },
});
