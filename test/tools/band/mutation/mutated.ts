/** A protocol with a bug in it: its sources are changed in memory, bundled and run as they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildContext, context } from 'esbuild';
import type { BandTask, Finding } from '../../../../tools/band/check/check';
import type { Mutant } from './mutants';

const ROOT = join(__dirname, '../../../..');
const BANDS = join(ROOT, 'miniprogram/bands');

/** What the bundle gives: the report's clauses, still to be judged. */
interface Bundle {
  tasks(id: string): Promise<BandTask[]>;
  judged(task: BandTask): Promise<Finding>;
}

const ENTRY = `
import { judged, tasksOf } from './tools/band/check/check';
import { kitOf } from './tools/harness/kits';
const tasks = async (id) => {
  const kit = await kitOf(id);
  return tasksOf(kit, [kit]);
};
export { judged, tasks };
`;

/** The text with the bug; throws where what was to be changed is not there, or more than once. */
function planted(text: string, from: string, to: string, what: string): string {
  const found = text.split(from).length - 1;
  if (found !== 1) {
    throw new Error(`${what}: "${from}" is there ${found} times; give the source as it is now`);
  }
  return text.replace(from, () => to);
}

/** Bundles one mutant after the other; what did not change is not read again. */
export class Mutator {
  private files = new Map<string, string>();
  private readonly bundler: Promise<BuildContext>;

  constructor() {
    this.bundler = context({
      stdin: { contents: ENTRY, resolveDir: ROOT, loader: 'ts' },
      bundle: true,
      write: false,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      logLevel: 'silent',
      define: { 'import.meta.dirname': JSON.stringify(join(ROOT, 'tools/build')) },
      plugins: [
        {
          name: 'mutant',
          setup: ({ onLoad }) => {
            onLoad({ filter: /bands[\\/].*\.ts$/ }, ({ path }) => {
              const contents = this.files.get(path);
              return contents === undefined ? undefined : { contents, loader: 'ts' };
            });
          },
        },
      ],
    });
  }

  /** What the clause that should catch it says of this mutant. */
  async judge({ bug, id, edits, clause, band }: Mutant): Promise<Finding> {
    this.files = new Map();
    for (const [file, from, to] of edits) {
      const path = join(BANDS, id, file);
      const text = this.files.get(path) ?? readFileSync(path, 'utf8');
      this.files.set(path, planted(text, from, to, `${id}/${file}, ${bug}`));
    }
    const { tasks, judged } = run(await (await this.bundler).rebuild());
    const task = (await tasks(id)).find(
      (one) => one.clause === clause && (!band || one.band === band),
    );
    if (!task) throw new Error(`${bug}: there is no clause ${clause}`);
    return judged(task);
  }

  async close(): Promise<void> {
    await (await this.bundler).dispose();
  }
}

function run({ outputFiles }: Awaited<ReturnType<BuildContext['rebuild']>>): Bundle {
  const module = { exports: {} };
  const load = new Function('require', 'module', 'exports', outputFiles![0]!.text);
  load(require, module, module.exports);
  return module.exports as Bundle;
}
