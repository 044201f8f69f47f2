/** A tour as data: named steps of what a finger does on the stage. Who starts the preview hands them in. */
import type { StageOf, TwoWords } from './errands';

/** Something to be seen; of several the first, or the `nth`. */
export interface Target {
  /** Which phone of the tour, from 1; the panel's when absent. */
  phone?: number;
  /** What it says, or its label, as a person reads it: exactly, or else in the middle of a sentence. */
  text?: string;
  /** A selector in the shown page, or in the panel. */
  css?: string;
  /** The test id of something of WeChat's own around the page, or of the panel; with `text` it says that. */
  id?: string;
  nth?: number;
}

/** What a finger does; each waits until its target is there, and can be touched. */
export type Act =
  | { tap: Target }
  | { see: Target }
  | { write: string; into: Target }
  /** Whoever started the preview does something that nobody sees. */
  | { deed: string };

export interface TourStep {
  name: TwoWords;
  acts: readonly Act[];
}

export interface Tour {
  id: string;
  title: TwoWords;
  about: TwoWords;
  /** A deed before the first step: it may take a while. */
  before: string;
  stage: StageOf;
  steps: readonly TourStep[];
}

/** How a step went. */
export interface StepResult {
  step: string;
  ms: number;
  /** What is wrong, where it came to no end. */
  failed?: string;
}
