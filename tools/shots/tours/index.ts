/** Every page and state of the app, as walks: each names the states it stops at. */
import { adding, blocked } from './adding';
import { counter } from './counter';
import { crowd } from './crowd';
import { desk } from './desk';
import { friends } from './friends';
import { lab } from './lab';
import { newcomer, starter } from './newcomer';
import { owner } from './owner';
import { reviews } from './reviews';
import { leaver, rights } from './rights';
import { ring } from './ring';
import { told } from './told';
import type { Tour } from './tour';

export type { Stop, Tour } from './tour';

/** Each may be walked beside the others: no two want the same band. */
export const TOURS: Readonly<Record<string, Tour>> = {
  starter,
  newcomer,
  adding,
  blocked,
  ring,
  counter,
  desk,
  reviews,
  owner,
  crowd,
  friends,
  rights,
  leaver,
  told,
  lab,
};
