/** `tsx tools/wechat/main.ts`: everything of WeChat's own that can check us without WeChat. */
import { checkWxml, checkWxss } from './compilers';
import { installCompilers } from './install';
import { checkProject } from './project';
import { checkWiring } from './wiring';

installCompilers();
const project = checkProject();
const complaints = [
  ...(await checkWiring()),
  ...(await checkWxml()),
  ...(await checkWxss()),
  ...project.complaints,
];
const sizes = [...project.packages].map(
  ([root, bytes]) => `${root || 'main'} ${Math.round(bytes / 1024)} KB`,
);
console.log(`Packages: ${sizes.join(', ')}`);
if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exit(1);
}
console.log('WeChat compilers: no complaints');
