/**
 * Between a phone and who inspects it. A phone tells nothing while there is nobody: then these cost a
 * look at a field.
 */
import type { Place } from '../props';
import type { CloudAnswer } from './cloud-line';
import type { Direction } from './session';

/** A `setData`. */
export interface Drawn {
  /** The page's path; '' before it is on the stack. */
  page: string;
  /** The page or component that called. */
  owner: string;
  data: Record<string, unknown>;
}

/** A value that crossed the air. */
export interface Heard {
  /** The band's address. */
  deviceId: string;
  dir: Direction;
  at: Place;
  value: Uint8Array;
}

/** A call of a cloud function, and how it ended. */
export interface Called {
  name: string;
  data: unknown;
  answer: CloudAnswer;
  ms: number;
}

export const fromOf = (dir: Direction): 'phone' | 'band' =>
  dir.startsWith('write') ? 'phone' : 'band';

export interface Onlooker {
  drawn(drawn: Drawn): void;
  heard(heard: Heard): void;
  called(called: Called): void;
}

/** A node of a page as it is now: an element, a text, or a component with what is in it. */
export interface Sketch {
  /** The tag; of a text what it says. */
  name: string;
  kind: 'element' | 'component' | 'text';
  /** Its id and classes as WXML has them. */
  id: string;
  classes: string;
  /** A component's own data. */
  data: Record<string, unknown> | null;
  /** What is in it; read anew each time. */
  children(): Sketch[];
  /** What is drawn of it, or null. */
  drawn(): Element | null;
}

/** A page of the running mini program. */
export interface PageSketch {
  path: string;
  current: boolean;
  data: Record<string, unknown>;
  root: Sketch | null;
}

/** The running mini program, from outside. */
export interface Inside {
  /** The pages that live, the shown one first. */
  pages(): PageSketch[];
  /** Under which its storage lies in localStorage. */
  readonly storagePrefix: string;
}
