import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildFunctions } from '../../tools/build/functions';

/** Where the functions lie as for a release: bundled by whichever test file of a run is first. */
export async function builtFunctions(): Promise<string> {
  const folder = join(process.env.TESTS_FOLDER!, 'functions');
  if (existsSync(folder)) return folder;
  const fresh = `${folder}-${process.pid}`;
  await buildFunctions(fresh);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another worker was first.
    if (!existsSync(folder)) throw error;
    rmSync(fresh, { recursive: true });
  }
  return folder;
}
