/** Every page and state of the app, as walks: each names the states it stops at. */
import type { Guide } from '../guide';
import { adding, blocked } from './adding';
import { newcomer } from './newcomer';
import { owner } from './owner';
import { ring } from './ring';

/** A state is reached and stands still. */
export type Stop = (name: string) => Promise<void>;

/** Brings a phone from state to state; works in every language and letter size. */
export type Tour = (guide: Guide, stop: Stop) => Promise<void>;

/** Each may be walked beside the others: no two want the same band. */
export const TOURS: Readonly<Record<string, Tour>> = { newcomer, adding, blocked, ring, owner };
