import { withdrawing } from '../activity';
import { countWorlds } from '../boards';
import type { Job } from '../jobs';
import { sweep } from '../sweep';

/** What the clock does; each domain hands in its own. */
export const JOBS: readonly Job[] = [withdrawing, countWorlds, sweep];
