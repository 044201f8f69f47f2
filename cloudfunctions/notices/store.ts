import type { Notice } from '../../miniprogram/contract/api';
import { collection } from '../cloud';

export interface NoticeDoc {
  /** `uid_kind_key`: what is told once is one document, however often it is noted. */
  _id: string;
  uid: string;
  kind: Notice['kind'];
  /** From then on (UTC seconds) it is shown. */
  at: number;
  /** From then on it is told where it may be: after the night. */
  tellAt: number;
  /** Whether it was told, or is not to be told but in the app. */
  told: boolean;
  /** UTC seconds; null until it was. */
  seenAt: number | null;
  facts: Notice['facts'];
}

export const notices = collection<NoticeDoc>('notices');

/** How many messages of a template a person still allows. */
export interface GrantDoc {
  /** `uid_template`. */
  _id: string;
  uid: string;
  left: number;
  /** The latest pushes that changed it, so that one that comes again does not. */
  pushes: string[];
}

export const grants = collection<GrantDoc>('grants');
