/** What an update operator consists of. */
import type { Target } from './target';

export interface UpdateOperator {
  /** Refuses a bad operand, also when no document matches. */
  check?(path: string, operand: unknown): void;
  /** The values of the operand that come to be stored. */
  stores?(operand: unknown): readonly unknown[];
  /** `now` in milliseconds. */
  apply(target: Target, path: string, operand: unknown, now: number): void;
}
