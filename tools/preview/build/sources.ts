/**
 * The mini program's files by app path: from its root, forward slashes, no leading slash. npm
 * packages live in miniprogram_npm; tests may point one at another folder.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';

const NPM = 'miniprogram_npm';

/** Where a file is below a folder, with forward slashes on every system. */
const slashed = (folder: string, file: string): string =>
  relative(folder, file).split(sep).join('/');

export interface Sources {
  readonly root: string;
  /** The file on disk that an app path means. */
  disk(appPath: string): string;
  /** The app path of a file on disk. */
  appPath(file: string): string;
  exists(appPath: string): boolean;
  text(appPath: string): string;
}

/**
 * As they are during one build: whether there is a file is looked up once.
 * @param packages npm package name to the folder that stands in for its generated copy.
 */
export function openSources(folder: string, packages: Record<string, string> = {}): Sources {
  const root = resolve(folder);
  const stands = Object.entries(packages).map(([name, path]) => ({
    prefix: `${NPM}/${name}/`,
    folder: resolve(path),
  }));
  const known = new Map<string, boolean>();
  const disk = (appPath: string): string => {
    const stand = stands.find(({ prefix }) => appPath.startsWith(prefix));
    return stand
      ? join(stand.folder, appPath.slice(stand.prefix.length))
      : join(root, ...appPath.split('/'));
  };
  return {
    root,
    disk,
    appPath(file) {
      for (const { prefix, folder } of stands) {
        if (file.startsWith(folder + sep)) {
          return prefix + slashed(folder, file);
        }
      }
      return slashed(root, file);
    },
    exists(appPath) {
      const asked = known.get(appPath);
      if (asked !== undefined) return asked;
      const there = statSync(disk(appPath), { throwIfNoEntry: false })?.isFile() === true;
      known.set(appPath, there);
      return there;
    },
    text: (appPath) => readFileSync(disk(appPath), 'utf8'),
  };
}

/**
 * The app path that `reference` means in `from` (an app path of a file): absolute with a leading
 * slash, else relative. Null when it climbs out of the root.
 */
export function resolvePath(from: string, reference: string): string | null {
  const joined = reference.startsWith('/')
    ? posix.normalize(reference.slice(1))
    : posix.normalize(posix.join(posix.dirname(from), reference));
  return joined.startsWith('..') ? null : joined;
}

/** Where an npm reference may be found: each miniprogram_npm folder upward from `from`. */
export function npmCandidates(from: string, reference: string): string[] {
  const found: string[] = [];
  for (let folder = posix.dirname(from); ; folder = posix.dirname(folder)) {
    found.push(posix.join(folder === '.' ? '' : folder, NPM, reference));
    if (folder === '.' || folder === '/') return found;
  }
}

/** The folder of a file on disk, for tools that want one. */
export const folderOf = (file: string): string => dirname(file);
