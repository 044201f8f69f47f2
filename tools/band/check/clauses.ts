import type { BandKit, KitFrame, KitVirtual } from '../../../miniprogram/bands/kit';
import type { Choose } from './places';

/** One clause of the conformance report and how it ended. */
export interface Verdict {
  clause: string;
  /** null: the protocol cannot keep it, `detail` says why. */
  passed: boolean | null;
  /** What was seen, in one line. */
  detail: string;
  /** What went wrong, without where: equal in clauses that fail of one cause. */
  cause?: string;
  /** What had crossed the air when it went wrong. */
  frames?: readonly KitFrame[];
}

/** One clause of the report, still to be judged: in any order, in any thread. */
export interface Task {
  clause: string;
  judge(): Verdict | Promise<Verdict>;
}

/** Something that went wrong in one of many places. */
export interface Complaint {
  where: string;
  wrong: string;
  /** What had crossed the air. */
  frames?: readonly KitFrame[];
}

export const pass = (clause: string, detail: string): Verdict => ({ clause, passed: true, detail });
export const miss = (clause: string, detail: string): Verdict => ({
  clause,
  passed: false,
  detail,
  cause: detail,
});
export const limit = (clause: string, detail: string): Verdict => ({
  clause,
  passed: null,
  detail,
});

/** How a band is called that no sync in peace brings back; then the error. */
export const LOST = 'does not recover';

/** The first complaint fails the clause. */
export function judge(
  clause: string,
  complaints: readonly (string | Complaint)[],
  good: string,
): Verdict {
  const [first] = complaints;
  if (first === undefined) return pass(clause, good);
  const one = typeof first === 'string' ? { where: '', wrong: first } : first;
  const text = one.where ? `${one.where}: ${one.wrong}` : one.wrong;
  const more = complaints.length > 1 ? ` (and ${complaints.length - 1} more)` : '';
  const { frames } = one as Complaint;
  const cause = one.wrong.replace(`${LOST}: `, '');
  return { ...miss(clause, text + more), cause, ...(frames && { frames }) };
}

/** An error in one line. */
export const words = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/**
 * Puts one virtual band to one test: in all places where trouble can come, of a kit's variants in about
 * forty frames; or in those of them that are chosen.
 */
export type Clause = (kit: BandKit, virtual: KitVirtual, choose?: Choose) => Promise<Verdict>;
