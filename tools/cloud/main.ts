/** The command line over whatever functions it is pointed at. */
import { run } from './cli/run';

const code = await run(process.argv.slice(2), (text) => console.log(text));
if (code !== 0) process.exitCode = code;
