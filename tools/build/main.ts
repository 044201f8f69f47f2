/** `npm run build`: everything that WeChat DevTools expects to find. */
import { buildFunctions } from './functions';
import { buildNpm } from './npm';

await Promise.all([buildNpm(), buildFunctions()]);
console.log(
  'Built miniprogram/miniprogram_npm, miniprogram/styles/icons.wxss, dist/cloudfunctions',
);
