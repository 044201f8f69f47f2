/** Jest transform: TypeScript and ES modules to CommonJS, without type checks (tsc does those). */
const { transformSync } = require('esbuild');

const APP = /[\\/]miniprogram[\\/]/;
/** What the app loads from a subpackage is there at once, but told no sooner than WeChat would. */
const later = (code) =>
  code.replace(
    /\brequire\.async\((["'][^"']+?)(?:\.js)?(["'])\)/g,
    'Promise.resolve().then(() => require($1$2))',
  );

module.exports = {
  process(source, file) {
    const { code } = transformSync(APP.test(file) ? later(source) : source, {
      loader: file.endsWith('.ts') ? 'ts' : 'js',
      format: 'cjs',
      target: 'node20',
      // Jest's own modules, not Node's.
      supported: { 'dynamic-import': false },
      sourcemap: 'inline',
      // Whoever shows a line reads it from its file: a source in its own map makes a module twice as long.
      sourcesContent: false,
      sourcefile: file,
    });
    return { code };
  },
};
