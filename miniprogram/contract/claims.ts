/** Bands that change hands: who asks for which, and what became of it. */

/** `given`: the band is the asker's now. */
export type ClaimState = 'asked' | 'refused' | 'given' | 'withdrawn';

/** UTC seconds. Until `until` an owner may answer; what was answered or taken back rests as long. */
export interface ClaimTimes {
  claim: string;
  at: number;
  until: number;
}

/** One's own wish for somebody else's band. */
export interface OwnClaim extends ClaimTimes {
  /** Its id (`bandId`): it is the caller's that asked for it. */
  band: string;
  model: string;
  /** The last characters of its serial. */
  tail: string;
  state: ClaimState;
}

/** Somebody's wish for a band of the caller's. */
export interface AskedClaim extends ClaimTimes {
  band: string;
  /** Masked. */
  who: string;
}
