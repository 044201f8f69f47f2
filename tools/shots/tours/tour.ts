/** What a walk through states is. */
import type { Guide } from '../guide';

/** A state is reached and stands still. */
export type Stop = (name: string) => Promise<void>;

/** Brings a phone from state to state; works in every language and letter size. */
export type Tour = (guide: Guide, stop: Stop) => Promise<void>;
