import type { BandKit, KitVirtual } from '../../../miniprogram/bands/kit';

/** One clause of the conformance report and how it ended. */
export interface Verdict {
  clause: string;
  /** null: the protocol cannot keep it, `detail` says why. */
  passed: boolean | null;
  /** What was seen, in one line. */
  detail: string;
}

/** One clause of the report, still to be judged: in any order, in any thread. */
export interface Task {
  clause: string;
  judge(): Verdict | Promise<Verdict>;
}

export const pass = (clause: string, detail: string): Verdict => ({ clause, passed: true, detail });
export const miss = (clause: string, detail: string): Verdict => ({
  clause,
  passed: false,
  detail,
});
export const limit = (clause: string, detail: string): Verdict => ({
  clause,
  passed: null,
  detail,
});

/** The first complaint fails the clause. */
export const judge = (clause: string, complaints: readonly string[], good: string): Verdict =>
  complaints.length === 0
    ? pass(clause, good)
    : miss(
        clause,
        complaints.length === 1
          ? complaints[0]!
          : `${complaints[0]!} (and ${complaints.length - 1} more)`,
      );

/** An error in one line. */
export const words = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** Puts one virtual band to one test. */
export type Clause = (kit: BandKit, virtual: KitVirtual) => Promise<Verdict>;
