/**
 * Uploads the app with WeChat's miniprogram-ci (of tools/wechat), as robot 1. One JSON line on
 * stdout: `{ sizes }` or `{ error }`. Arguments: appid, path of the upload key, version, description,
 * folder of the project.
 */
const { createRequire } = require('node:module');
const { join } = require('node:path');

const ci = createRequire(join(__dirname, '../wechat/package.json'))('miniprogram-ci');
const [appid, privateKeyPath, version, desc, projectPath] = process.argv.slice(2);

async function main() {
  const project = new ci.Project({
    appid,
    type: 'miniProgram',
    projectPath,
    privateKeyPath,
  });
  const setting = { es6: true, minify: true, minifyWXML: true, minifyWXSS: true };
  const quiet = { project, version, desc, setting, robot: 1, onProgressUpdate() {} };
  const { subPackageInfo } = await ci.upload(quiet);
  console.log(JSON.stringify({ sizes: subPackageInfo }));
}

main().then(
  () => process.exit(0),
  (error) => {
    console.log(JSON.stringify({ error: String(error.message ?? error) }));
    process.exit(0);
  },
);
