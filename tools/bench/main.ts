/**
 * `npm run bench -- <area>`: races the project against floors and peers in one run and prints
 * ratios; absolute figures move with the machine. An area is a module with `bench`.
 */
import { commandLine } from '../harness/command-line';

/** Runs an area's races; true when every goal is met. */
export type Bench = (words: readonly string[], print: (text: string) => void) => Promise<boolean>;

/** The areas there are; each is loaded only when asked for. */
const AREAS: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  app: () => import('./app/main'),
  bands: () => import('./bands/main'),
  boards: () => import('./boards/main'),
  cloud: () => import('./cloud/main'),
};

const names = Object.keys(AREAS).join(' | ');
const { positionals } = commandLine({
  name: 'npm run bench',
  help: `npm run bench -- ${names}     races of one area, in ratios
npm run bench -- bands <part>…                    of some of its parts alone`,
  operands: 'any',
});
const [name = '', ...words] = positionals;
const area = Object.hasOwn(AREAS, name) ? AREAS[name] : undefined;
if (!area) {
  console.error(`Name an area: npm run bench -- ${names}`);
  process.exitCode = 2;
} else {
  const { bench } = await area();
  const met = await bench(words, (text) => console.log(text));
  process.exitCode = met ? 0 : 1;
}
