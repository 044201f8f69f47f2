import type { DayKey } from '../../miniprogram/contract/activity';
import { collection } from '../cloud';

/** Everybody's day as the clock counted it last. */
export interface WorldDoc {
  /** The day. */
  _id: string;
  /** People with steps; estimated where they are too many to be read. */
  n: number;
  /** Of how many of them the edges were counted. */
  sampled: number;
  /** Step counts below which 0, 1 … 100 of a hundred lie; empty below `WORLD_LEAST` people. */
  edges: number[];
  /** Who walked most, uids in order. */
  top: string[];
  madeAt: number;
  /** Nothing of it changes any more. */
  final: boolean;
}

/** Below this nothing is told: a share of few people tells of each. */
export const WORLD_LEAST = 200;

export const worlds = collection<WorldDoc>('worlds');
export const worldId = (day: DayKey) => `${day}`;
