/** A day that is kept off boards, looked at by the operator's people because its owner asked. */
import type { DayKey } from './activity';
import type { SourceClass, WithheldReason } from './counting';

/** The desk of whoever runs this mini program, beside the makers' by their ids. */
export const OPERATOR = 'operator';

/** Why a day stays off boards after somebody looked: too even, more than people walk, or not to be told. */
export const KEPT_WHYS = ['too-even', 'too-many', 'unclear'] as const;
export type KeptWhy = (typeof KEPT_WHYS)[number];

/** A slot (0–95) that the cloud refused, and what was told of it. */
export interface HeldSlot {
  band: string;
  slot: number;
  steps: number;
}

/** It waits; the day counts; it stays off boards. */
export type ReviewState = 'asked' | 'counted' | 'kept';

/** A review as its owner knows it; who decided is not told. Times are UTC seconds. */
export interface Review {
  state: ReviewState;
  at: number;
  note: string;
  reason: WithheldReason;
  /** Steps that were kept off boards when it was asked. */
  steps: number;
  /** What the cloud refused: as it keeps it, and as the phone told it that asked. */
  slots: HeldSlot[];
  decidedAt: number | null;
  why: KeptWhy | null;
}

/** A review that waits, as the operator's desk lists it: of whom, nobody there is told. */
export interface WaitingReview {
  id: string;
  /** Four characters by which reviews are told apart. */
  mark: string;
  day: DayKey;
  at: number;
  note: string;
  reason: WithheldReason;
  steps: number;
}

/** What one source told of the day: its model and protocol where the band is still its owner's. */
export interface SeenSource {
  model: string | null;
  protocol: string | null;
  maker: string | null;
  sourceClass: SourceClass;
  /** Steps of each hour of the board's day, 24 of them, with what was refused. */
  hours: number[];
  /** Its running total of the day, or null. */
  counter: number | null;
  /** Its slots that the rule refuses, in the order of time. */
  held: Omit<HeldSlot, 'band'>[];
}

/** All that whoever decides sees. `total` is the day with what was refused. */
export interface SeenDay extends WaitingReview {
  total: number;
  sources: SeenSource[];
}
