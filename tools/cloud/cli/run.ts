/** The command line: serve, or one command on a running or a briefly started cloud. */
import { existsSync, readdirSync, rmdirSync, rmSync, watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { clientRoute } from '../clients';
import { type CloudOptions, LocalCloud } from '../cloud';
import { lockFolder } from '../store/lock';
import { type Args, parseArgs, portOf } from './args';
import { ControlPoint, remote, sentence } from './control';
import { execute, orderOf } from './execute';
import { checkIndexes, indexList } from './indexes';

export const HELP = `The WeChat cloud on this machine, for the unmodified wx-server-sdk.

npm run cloud -- serve [--port N] [--fresh] [--strict]   run it; prints its address
npm run cloud -- invoke <function> [<json>] [--openid ID [--unionid ID] | --anonymous]
npm run cloud -- push <message.json> [--openid ID]       deliver a WeChat message
npm run cloud -- fire <timer or function>                run a timer now
npm run cloud -- export [<file>]                         JSON lines, one document each
npm run cloud -- import <file>                           the same, back
npm run cloud -- indexes [--check DIR]                   what the console must have; DIR holds
                                                         what DescribeTable answered, <collection>.json
npm run cloud -- reset                                   delete all data

--data DIR        data folder (default .data/cloud)
--functions DIR   deployables (default: the project's own, built first)
--indexes FILE    declared indexes (default: the project's own)
--fresh           begin with empty data       --strict   a query without an index is an error
--push-to NAME    the function that takes message push (default push)
--env NAME=VALUE  an environment variable of the functions, as often as needed
--quiet           do not print what functions log

Commands other than serve use the cloud that runs on the data folder, or start one for a moment.
`;

/** The project that the command line is for, where it is for one. */
export interface Project {
  /** Its deployables, once they are built. */
  functions: string;
  indexes: string;
  /** What `functions` is built from. */
  sources: string;
  build(): Promise<void>;
}

interface Places {
  data: string;
  functions: string | undefined;
  indexes: string | undefined;
  /** Whose functions these are. */
  project: Project | null;
}

function placesOf({ options }: Args, project: Project | null): Places {
  const path = (name: string): string | undefined => {
    const value = options.get(name);
    return typeof value === 'string' ? resolve(value) : undefined;
  };
  const named = path('functions');
  const indexes = path('indexes') ?? (named ? undefined : project?.indexes);
  return {
    data: path('data') ?? resolve('.data/cloud'),
    functions: named ?? project?.functions,
    indexes: indexes && existsSync(indexes) ? indexes : undefined,
    project: named ? null : project,
  };
}

function optionsOf(args: Args, places: Places): CloudOptions {
  const pushTo = args.options.get('push-to');
  if (!places.functions) throw new Error('Say where the functions are: --functions DIR.');
  return {
    functions: places.functions,
    data: places.data,
    ...(places.indexes ? { indexes: places.indexes } : {}),
    strictIndexes: args.options.has('strict'),
    env: args.env,
    ...(typeof pushTo === 'string' ? { push: { function: pushTo } } : {}),
  };
}

/** Rebuilds functions when their sources change; workers notice the new file by themselves. */
function rebuildOnChange(project: Project, print: (text: string) => void): void {
  let timer: NodeJS.Timeout | undefined;
  watch(project.sources, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      project.build().then(
        () => print('Functions rebuilt.'),
        (error: Error) => print(`Functions not rebuilt: ${error.message.split('\n')[0]}`),
      );
    }, 150);
  }).unref();
}

async function serve(args: Args, places: Places, print: (text: string) => void): Promise<void> {
  if (args.options.has('fresh')) reset(places);
  const control = new ControlPoint(places.data);
  const clients = clientRoute(() => cloud);
  const cloud: LocalCloud = new LocalCloud({
    ...optionsOf(args, places),
    port: portOf(args.options) ?? 0,
    timers: true,
    routes: async (...asked) => (await control.route(...asked)) ?? clients(...asked),
    onLog: ({ fn, text }) => {
      if (!args.options.has('quiet')) print(`[${fn}] ${text.trimEnd()}`);
    },
  });
  await cloud.listen();
  control.execute = (order) => execute(cloud, order);
  const withdraw = control.publish(cloud.url.replace(/\/admin$/, ''));
  if (places.project) rebuildOnChange(places.project, print);
  const stop = (): void => {
    withdraw();
    cloud.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const { lines, cut } = cloud.store.recovery;
  if (cut > 0)
    print(`The journal ended in a torn write: ${cut} bytes were cut, ${lines} lines are there.`);
  print(`Cloud ready: ${cloud.url}`);
}

/** What a cloud keeps in its data folder. */
const KEPT = ['journal.log', 'journal.log.next', 'journal.log.cut', 'files', 'server.json'];

/** Deletes what the cloud made; a folder somebody named by mistake keeps the rest. */
function reset({ data }: Places): void {
  if (!existsSync(data)) return;
  const unlock = lockFolder(data);
  for (const name of KEPT) rmSync(join(data, name), { recursive: true, force: true });
  unlock();
  if (readdirSync(data).length === 0) rmdirSync(data);
}

function indexes({ options }: Args, places: Places): string {
  const live = options.get('check');
  if (typeof live === 'string') return checkIndexes(places.indexes, resolve(live));
  return indexList(places.indexes);
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

async function once(args: Args, places: Places): Promise<string> {
  const order = orderOf(args.command, args.operands);
  const openid = args.options.get('openid');
  if (typeof openid === 'string') order.openid = openid;
  const unionid = args.options.get('unionid');
  if (typeof unionid === 'string') order.unionid = unionid;
  if (args.options.has('anonymous')) order.anonymous = true;
  // A cloud that runs already has its variables: with others, one of its own is needed.
  const there = args.options.has('env') ? undefined : await remote(places.data, order);
  if (there) return show(there.value);
  const cloud = await new LocalCloud(optionsOf(args, places)).listen();
  try {
    return show(await execute(cloud, order));
  } finally {
    await cloud.close();
  }
}

/** Runs the command line, of a project if there is one; returns the exit code. */
export async function run(
  words: readonly string[],
  print: (text: string) => void,
  project: Project | null = null,
): Promise<number> {
  try {
    const args = parseArgs(words);
    if (args.command === '' || args.command === 'help' || args.options.has('help')) {
      print(project ? HELP : HELP.replaceAll('npm run cloud --', 'npx wechat-cloud'));
      return args.command === '' && !args.options.has('help') ? 2 : 0;
    }
    const places = placesOf(args, project);
    const runs = args.command === 'serve' || args.command === 'invoke';
    if (runs || args.command === 'push' || args.command === 'fire') await places.project?.build();
    if (args.command === 'serve') await serve(args, places, print);
    else if (args.command === 'indexes') print(indexes(args, places));
    else if (args.command === 'reset') {
      reset(places);
      print(`There is no data in ${places.data}.`);
    } else print(await once(args, places));
    return 0;
  } catch (error) {
    print(sentence(error));
    return 1;
  }
}
