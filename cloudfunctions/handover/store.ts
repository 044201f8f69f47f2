import { createHash } from 'node:crypto';
import type { ClaimState } from '../../miniprogram/contract/api';
import { collection } from '../cloud';

/** Somebody asks for a band that is another's. */
export interface ClaimDoc {
  /** One a band and person; it names neither, since the owner is told it. */
  _id: string;
  band: string;
  model: string;
  /** The last characters of its serial; absent in those of before they were kept. */
  tail?: string;
  owner: string;
  by: string;
  at: number;
  /** UTC seconds; a claim that was refused keeps its asker waiting as long. */
  expiresAt: number;
  state: ClaimState;
}

export const claims = collection<ClaimDoc>('claims');

export const claimId = (band: string, by: string): string =>
  createHash('sha256').update(`${band}_${by}`).digest('base64url').slice(0, 24);
