/**
 * WeChat's own project compiler without network: configuration, TypeScript, package sizes and code
 * quality. One compile per process (it caches by path). Prints one JSON line. The project's folder is
 * its one argument.
 * `attr` is an undocumented option that keeps the compiler from asking WeChat about the appid.
 */
const ci = require('miniprogram-ci');

const projectPath = process.argv[2];
const ignores = ['node_modules/**/*', 'tools/**/*', 'test/**/*', 'dist/**/*', '.data/**/*'];

async function main() {
  const project = new ci.Project({
    appid: 'wx0123456789abcdef',
    type: 'miniProgram',
    projectPath,
    privateKey: 'offline',
    attr: async () => ci.DefaultProjectAttr,
    ignores,
  });
  const setting = { es6: false, es7: false, minify: false };
  const quiet = { project, version: '1.0.0', setting, onProgressUpdate() {} };
  const files = await ci.getCompiledResult(quiet);
  const sizes = Object.entries(files).map(([name, body]) => [name, Buffer.byteLength(body)]);
  console.log(JSON.stringify({ sizes }));
}

main().then(
  () => process.exit(0),
  (error) => {
    console.log(JSON.stringify({ error: String(error.message ?? error) }));
    process.exit(0);
  },
);
