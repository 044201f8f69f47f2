import { checkPhotos } from '../accounts';
import { withdrawing } from '../activity';
import { countWorlds } from '../boards';
import { erase } from '../erasure';
import { makeExports } from '../exports';
import type { Job } from '../jobs';
import { remind, tell } from '../notices';
import { sweep } from '../sweep';

/** What the clock does; each domain hands in its own. */
export const JOBS: readonly Job[] = [
  erase,
  withdrawing,
  makeExports,
  countWorlds,
  checkPhotos,
  remind,
  tell,
  sweep,
];
