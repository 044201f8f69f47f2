/** `tsx tools/wechat/main.ts`: everything of WeChat's own that can check us without WeChat. */
import { ROOT } from '../build/files';
import { buildNpm } from '../build/npm';
import { buildRelease, RELEASE } from '../build/release';
import { checkWxml, checkWxss } from './compilers';
import { installCompilers } from './install';
import { checkProject } from './project';
import { checkWiring } from './wiring';

await installCompilers();
await buildNpm();
await buildRelease();
// The projects are compiled by a process each, beside the other checks.
const [develop, release, ...others] = await Promise.all([
  checkProject(ROOT),
  checkProject(RELEASE),
  checkWiring(),
  checkWxml(),
  checkWxss(),
]);
const complaints = [...others.flat(), ...develop.complaints, ...release.complaints];
for (const [name, { packages }] of Object.entries({ develop, release })) {
  const sizes = [...packages].map(
    ([root, bytes]) => `${root || 'main'} ${Math.round(bytes / 1024)} KB`,
  );
  console.log(`Packages of ${name}: ${sizes.join(', ')}`);
}
if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exit(1);
}
console.log('WeChat compilers: no complaints');
