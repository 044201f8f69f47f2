/**
 * `npm test`: every check of the project, cheapest first; the first failure ends it. A word after
 * `--` runs only the steps whose name contains it, e.g. `npm test -- types`.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../build/files';
import { installOwn } from '../build/own-packages';
import { commandLine } from '../harness/command-line';
import { installCompilers } from '../wechat/install';
import { chromium } from './chromium';

interface Step {
  name: string;
  run(): Promise<void>;
}

const report = join(tmpdir(), `bandmates-jest-${process.pid}.json`);
let jest: string | null = null;
/** They come while the tests run, which do not need them. */
let compilers: Promise<void> | undefined;

/** The scripts of our tools: started with this very Node, they need no shell on any system. */
const SCRIPTS = {
  biome: '@biomejs/biome/bin/biome',
  // Of the two compilers the one that is compiled itself: a fifth of the time. Tests read syntax with the other.
  tsc: 'typescript-native/bin/tsc',
  tsx: 'tsx/dist/cli.mjs',
  jest: 'jest/bin/jest.js',
};

/** Runs a tool with its output shown; rejects when it fails. */
function command(name: keyof typeof SCRIPTS, ...args: string[]): Promise<void> {
  return new Promise((done, fail) => {
    const script = join(ROOT, 'node_modules', SCRIPTS[name]);
    const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit' });
    child.on('error', fail);
    child.on('exit', (code) =>
      code === 0 ? done() : fail(new Error(`${name} ${args.join(' ')} failed`)),
    );
  });
}

/**
 * One more than the cores it is meant for: who follows a journey waits for timers and disks a third of
 * the time. On two cores three are a sixth quicker than two.
 */
const WORKERS = '--maxWorkers=3';

/** Tests whose subject knows the phone's zone. */
const CIVIL = [
  'test/lib',
  'test/contract',
  'test/services/activity/(days|sleep|sync/zones)',
  'test/services/bands',
  'test/pages/.*/view',
  'test/packages/.*/view',
];

const types = ['.', 'cloudfunctions', 'tools', 'test'];

const steps: Step[] = [
  { name: 'format and lint', run: () => command('biome', 'ci', '--error-on-warnings', '.') },
  {
    name: 'types',
    run: async () => {
      await Promise.all(types.map((project) => command('tsc', '-p', project)));
    },
  },
  { name: 'build', run: () => command('tsx', 'tools/build/main.ts') },
  {
    name: 'tests',
    run: async () => {
      process.env.CHROMIUM = chromium();
      await installOwn(join(ROOT, 'tools/deploy'), "Tencent's client of CloudBase (36 MB, once)");
      if (only === '') compilers = installCompilers();
      // A failure is the step's that waits for them.
      compilers?.catch(() => undefined);
      await command('jest', WORKERS, '--json', '--outputFile', report);
      jest = readFileSync(report, 'utf8');
    },
  },
  {
    name: 'civil time in another zone',
    run: async () => {
      process.env.TEST_ZONE = 'America/New_York';
      await command('jest', WORKERS, '--silent', ...CIVIL);
    },
  },
  {
    name: 'wechat compilers',
    run: async () => {
      await compilers;
      await command('tsx', 'tools/wechat/main.ts');
    },
  },
];

const names = steps.map(({ name }) => name);
const { positionals } = commandLine({
  name: 'npm test',
  help: `npm test              every check: ${names.join(', ')}
npm test -- types     those whose name contains this word`,
  operands: 'any',
});
const [only = ''] = positionals;
const chosen = steps.filter(({ name }) => name.includes(only));
if (chosen.length === 0) {
  console.error(`No check is called "${only}": ${names.join(', ')}.`);
  process.exitCode = 2;
}

for (const step of chosen) {
  const begin = Date.now();
  console.log(`\n▶ ${step.name}`);
  try {
    await step.run();
  } catch (error) {
    console.error(`✗ ${step.name}: ${(error as Error).message}`);
    process.exit(1);
  }
  console.log(`✓ ${step.name} (${Math.round((Date.now() - begin) / 1000)} s)`);
}

if (jest) {
  const { numPassedTests, numFailedTests } = JSON.parse(jest) as Record<string, number>;
  console.log(`\nTests: ${numPassedTests} passed, ${numFailedTests} failed`);
}
