/**
 * Runs the mini program's scripts, each once, when something asks for it. Each is a script element
 * of its own: one with a mistake leaves the others as they are, and has its name in stack traces.
 */
import { scope } from './logic-globals';
import { app } from './mini-program';
import { SCRIPTS } from './places';

type Factory = (this: undefined, ...args: unknown[]) => void;

const NAMES = ['require', 'module', 'exports', ...Object.keys(scope)].join();

declare global {
  var definePreviewScript: ((factory: Factory) => void) | undefined;
}

/** Runs around a script that registers a page or component. */
export type Around = (path: string, run: () => void) => void;

export class Loader {
  private readonly done = new Map<string, { exports: unknown }>();

  /** @param download throws where the package of a script cannot be fetched. */
  constructor(
    private readonly around: Around,
    private readonly download: (script: string) => void,
  ) {}

  /** @param path app path of a script. Throws what the script throws, each time it is asked for. */
  run(path: string): unknown {
    const known = this.done.get(path);
    if (known) return known.exports;
    const module = { exports: {} };
    this.done.set(path, module);
    try {
      this.around(path, () => {
        const requires = this.requireIn(path);
        const { exports } = module;
        factoryOf(path).apply(undefined, [requires, module, exports, ...Object.values(scope)]);
      });
    } catch (error) {
      this.done.delete(path);
      throw error;
    }
    return module.exports;
  }

  private requireIn(from: string) {
    const deps = app.modules[from]?.deps ?? {};
    const find = (reference: string): unknown => {
      const target = deps[reference];
      if (target) return this.run(target);
      throw new Error(`module "${reference}" is not defined (required by ${from})`);
    };
    /** A module of another package: WeChat downloads it when it is asked for. */
    const later = async (reference: string): Promise<unknown> => {
      this.download(deps[reference] ?? '');
      return find(reference);
    };
    return Object.assign(find, { async: later });
  }
}

/** The function a module's code is the body of. Its lines are the code's lines. */
function factoryOf(path: string): Factory {
  const { code } = app.modules[path] ?? {};
  if (code === undefined) throw new Error(`module "${path}" is not defined`);
  let factory: Factory | undefined;
  globalThis.definePreviewScript = (given) => {
    factory = given;
  };
  const script = document.createElement('script');
  const map = `//# sourceMappingURL=${location.origin}/__preview/maps/${path}`;
  // A function in the function: a script may declare a name that is hidden. Both stand in parentheses,
  // by which a browser knows that they run at once: else all that is in them is parsed twice.
  const body = `(function(){${code}\n})();`;
  script.textContent = `definePreviewScript((function(${NAMES}){${body}}));\n//# sourceURL=${SCRIPTS}${path}\n${map}`;
  document.head.append(script);
  script.remove();
  if (!factory) throw new SyntaxError(`${path} cannot be read`);
  return factory;
}
