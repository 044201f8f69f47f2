/** A mini program's project folder: where its parts are, and which packages stand ready for it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

export interface Project {
  name: string;
  /** miniprogramRoot. */
  root: string;
  /** Folder of cloud functions, or null. */
  functions: string | null;
  /** npm package name to its folder, of those that DevTools would build into miniprogram_npm. */
  packages: Record<string, string>;
  /** App path of the script that answers `wx.request`, or null. */
  mock: string | null;
}

interface Config {
  miniprogramRoot?: string;
  cloudfunctionRoot?: string;
  projectname?: string;
}

const MOCK = ['preview.mock.ts', 'preview.mock.js'];

/** @throws Error with one sentence when there is no mini program in the folder. */
export function openProject(folder: string): Project {
  const home = resolve(folder);
  const config = readConfig(home);
  const root = join(home, config.miniprogramRoot ?? '');
  if (!existsSync(join(root, 'app.json'))) {
    throw new Error(`${root} has no app.json: name the folder of project.config.json.`);
  }
  const functions = join(home, config.cloudfunctionRoot ?? 'cloudfunctions');
  const hasFunctions =
    existsSync(functions) && readdirSync(functions).some((one) => isFunction(join(functions, one)));
  const mock = MOCK.flatMap((name) => [join(home, name), join(root, name)]).find(existsSync);
  return {
    name: decoded(config.projectname ?? basename(home)),
    root,
    functions: hasFunctions ? functions : null,
    packages: { ...packagesOf(home, root), ...packagesOf(root, root) },
    mock: mock ? relativeTo(root, mock) : null,
  };
}

const isFunction = (folder: string): boolean => existsSync(join(folder, 'index.js'));

/** App paths may climb out of the root here: the mock lies next to the project. */
const relativeTo = (root: string, file: string): string =>
  file.startsWith(join(root, '/')) ? file.slice(join(root, '/').length) : `../${basename(file)}`;

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function readConfig(home: string): Config {
  const file = join(home, 'project.config.json');
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Config;
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`);
  }
}

interface Manifest {
  miniprogram?: string;
  dependencies?: Record<string, string>;
}

/** What useExtendedLib brings, where it is installed. */
const EXTENDED = ['weui-miniprogram'];

/** Installed packages that package.json asks for, with theirs, and that miniprogram_npm lacks. */
function packagesOf(folder: string, root: string): Record<string, string> {
  const found: Record<string, string> = {};
  const todo = [...Object.keys(manifestOf(folder).dependencies ?? {}), ...EXTENDED];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    const home = join(folder, 'node_modules', name);
    if (found[name] || !existsSync(home) || existsSync(join(root, 'miniprogram_npm', name)))
      continue;
    const { miniprogram = 'miniprogram_dist', dependencies = {} } = manifestOf(home);
    const built = join(home, miniprogram);
    found[name] = existsSync(built) && statSync(built).isDirectory() ? built : home;
    todo.push(...Object.keys(dependencies));
  }
  return found;
}

function manifestOf(folder: string): Manifest {
  const file = join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {};
}
