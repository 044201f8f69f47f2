/** Where our clouds keep their data. */
import { join } from 'node:path';
import { ROOT } from '../build/files';

/** Data that a changed layout of documents could not read any more stay in the folder of the number before. */
const LAYOUT = '2';

export const DATA = join(ROOT, '.data', LAYOUT);
