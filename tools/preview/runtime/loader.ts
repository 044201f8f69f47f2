/** Runs the mini program's scripts, each once, when something asks for it. */
import { scope } from './logic-globals';
import { app } from './mini-program';

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
        const script = app.scripts[path];
        if (!script) throw new Error(`module "${path}" is not defined`);
        script.call(undefined, this.requireIn(path), module, module.exports, ...scope);
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
