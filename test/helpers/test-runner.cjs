/**
 * Jest's runner, but for what it leaves on. It tells which test an error belongs to by an
 * AsyncLocalStorage of each file: the first one makes every promise of a worker four times as dear in
 * Node 20, and none is ever let go, so that after a hundred files one costs two hundred times as much.
 * Here tests that run one after another are told apart without one, and what a file did make (those that
 * Playwright uses, too) ends with it.
 */
const hooks = require('node:async_hooks');
const { readFileSync } = require('node:fs');
const vm = require('node:vm');
const { default: run } = require('jest-circus/runner');

const { AsyncLocalStorage } = hooks;

/**
 * What Jest compiles anew for every test file, from the engine's own cache: that knows scripts, not
 * functions, and none that may import by itself, which nothing here could without Node's flag for it.
 */
vm.compileFunction = (code, parameters, { filename, parsingContext }) => {
  const head = `(function (${parameters.join()}) {`;
  const script = new vm.Script(`${head}${code}\n})`, { filename, columnOffset: -head.length });
  return script.runInContext(parsingContext);
};

/** What of it the runner uses, for one test at a time. */
class OneAtATime {
  #store;

  run(store, callback) {
    const before = this.#store;
    const back = () => {
      this.#store = before;
    };
    this.#store = store;
    const result = callback();
    result.then(back, back);
    return result;
  }

  getStore() {
    return this.#store;
  }
}

const LIBRARY = /[\\/]playwright-core[\\/]/;

/**
 * Playwright looks at every call who made it, through fifty frames, and has an error ready for each
 * message to the browser: Jest finds the source's line of every frame. Nobody ever reads its own but for
 * the last, by which it names the call.
 */
function mapFewer(realm) {
  const { prepareStackTrace } = realm.Error;
  if (!prepareStackTrace) return;
  realm.Error.prepareStackTrace = (error, sites) => {
    if (!LIBRARY.test(sites[0]?.getFileName() ?? '')) return prepareStackTrace(error, sites);
    const last = sites.findLastIndex((site) => LIBRARY.test(site.getFileName() ?? ''));
    return prepareStackTrace(error, sites.slice(last));
  };
}

module.exports = async (globalConfig, config, environment, runtime, path, ...more) => {
  const made = [];
  class Noted extends AsyncLocalStorage {
    constructor(...given) {
      super(...given);
      made.push(this);
    }
  }
  mapFewer(environment.global);
  const concurrent = readFileSync(path, 'utf8').includes('.concurrent');
  try {
    hooks.AsyncLocalStorage = concurrent ? Noted : OneAtATime;
    // It makes its own before it waits for anything.
    const results = run(globalConfig, config, environment, runtime, path, ...more);
    hooks.AsyncLocalStorage = Noted;
    return await results;
  } finally {
    hooks.AsyncLocalStorage = AsyncLocalStorage;
    for (const one of made) one.disable();
  }
};
