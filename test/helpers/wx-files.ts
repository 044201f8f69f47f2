/** WeChat's file system in a map, with its habits: `appendFile` refuses a file that is not there. */

interface Options {
  success?: (result: Record<string, unknown>) => void;
  fail?: (cause: { errMsg: string }) => void;
  [name: string]: unknown;
}

export function fakeFileSystem(files = new Map<string, string>()) {
  const folders = new Set<string>();
  const call =
    (run: (options: Options) => Record<string, unknown>) =>
    (options: Options): void => {
      try {
        const result = run(options);
        void Promise.resolve().then(() => options.success?.(result));
      } catch (cause) {
        const errMsg = (cause as Error).message;
        void Promise.resolve().then(() => options.fail?.({ errMsg }));
      }
    };
  const text = (options: Options, name: string) => String(options[name]);
  const need = (path: string) => {
    const found = files.get(path);
    if (found === undefined) throw new Error(`fail no such file or directory ${path}`);
    return found;
  };
  const manager = {
    access: call((o) => {
      const path = text(o, 'path');
      if (!folders.has(path)) need(path);
      return {};
    }),
    mkdir: call((o) => {
      folders.add(text(o, 'dirPath'));
      return {};
    }),
    readdir: call((o) => {
      const prefix = `${text(o, 'dirPath')}/`;
      const names = [...files.keys()].filter((path) => path.startsWith(prefix));
      return { files: names.map((path) => path.slice(prefix.length)) };
    }),
    readFile: call((o) => ({ data: need(text(o, 'filePath')) })),
    writeFile: call((o) => {
      files.set(text(o, 'filePath'), text(o, 'data'));
      return {};
    }),
    appendFile: call((o) => {
      const path = text(o, 'filePath');
      files.set(path, need(path) + text(o, 'data'));
      return {};
    }),
    rename: call((o) => {
      files.set(text(o, 'newPath'), need(text(o, 'oldPath')));
      files.delete(text(o, 'oldPath'));
      return {};
    }),
    unlink: call((o) => {
      need(text(o, 'filePath'));
      files.delete(text(o, 'filePath'));
      return {};
    }),
  };
  return { files, manager };
}
