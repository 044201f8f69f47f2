/** `tsx tools/wechat/main.ts`: everything of WeChat's own that can check us without WeChat. */
import { ROOT } from '../build/files';
import { buildNpm } from '../build/npm';
import { buildRelease, RELEASE } from '../build/release';
import { checkWxml, checkWxss } from './compilers';
import { installCompilers } from './install';
import { checkProject } from './project';
import { checkWiring } from './wiring';

installCompilers();
await buildNpm();
await buildRelease();
const projects = { develop: checkProject(ROOT), release: checkProject(RELEASE) };
const complaints = [
  ...(await checkWiring()),
  ...(await checkWxml()),
  ...(await checkWxss()),
  ...Object.values(projects).flatMap((project) => project.complaints),
];
for (const [name, { packages }] of Object.entries(projects)) {
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
