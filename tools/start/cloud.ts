/** `npm run cloud`: the local cloud's command line over this project's functions. */
import { join } from 'node:path';
import { ROOT } from '../build/files';
import { buildFunctions, FUNCTIONS_OUT } from '../build/functions';
import { run } from '../cloud';

process.exitCode = await run(process.argv.slice(2), (text) => console.log(text), {
  functions: FUNCTIONS_OUT,
  indexes: join(ROOT, 'cloudfunctions/indexes.json'),
  sources: join(ROOT, 'cloudfunctions'),
  build: buildFunctions,
});
