/**
 * `npm run build`: everything that WeChat DevTools expects to find. `npm run build -- release` makes
 * the tree of a release as well, and weighs that.
 */
import { join } from 'node:path';
import { commandLine } from '../harness/command-line';
import { ownComplaints } from './catalogue';
import { declarationComplaints } from './declarations/scan';
import { wordComplaints } from './declarations/words';
import { MINIPROGRAM, ROOT } from './files';
import { buildFunctions } from './functions';
import { indexNote } from './indexes';
import { buildNpm } from './npm';
import { buildRelease, RELEASE } from './release';
import { report, weigh } from './weights';

const { positionals } = commandLine({
  name: 'npm run build',
  help: `npm run build                everything that WeChat DevTools expects to find
npm run build -- release     the tree of a release as well`,
  operands: ['release'],
});

/** First, so that nothing is built that could not be deployed. */
async function checked(): Promise<string | undefined> {
  const complaints = [
    ...ownComplaints(),
    ...(await declarationComplaints()),
    ...(await wordComplaints()),
  ];
  if (complaints.length > 0) {
    console.error(complaints.join('\n'));
    process.exitCode = 1;
    return undefined;
  }
  try {
    return indexNote(join(ROOT, 'cloudfunctions/indexes.json'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
    return undefined;
  }
}

const note = await checked();
if (note) {
  await Promise.all([buildNpm(), buildFunctions()]);
  console.log(
    'Built the miniprogram_npm folders, miniprogram/styles/{icons,brand}.wxss, dist/cloudfunctions',
  );
  const release = positionals.includes('release');
  if (release) await buildRelease();
  const { line, complaints } = report(
    await weigh(release ? join(RELEASE, 'miniprogram') : MINIPROGRAM),
  );
  console.log(line);
  console.log(note);
  if (complaints.length > 0) {
    console.error(complaints.join('\n'));
    process.exitCode = 1;
  }
}
