/**
 * `npm run bench -- <area>`: races the project against floors and peers in one run and prints
 * ratios; absolute figures move with the machine. An area is a module with `bench`.
 */

/** Runs an area's races; true when every goal is met. */
export type Bench = (words: readonly string[], print: (text: string) => void) => Promise<boolean>;

/** The areas there are; each is loaded only when asked for. */
const AREAS: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  app: () => import('./app/main'),
  bands: () => import('./bands/main'),
  boards: () => import('./boards/main'),
  cloud: () => import('./cloud/main'),
};

const [name = '', ...words] = process.argv.slice(2);
const area = AREAS[name];
if (!area) {
  console.log(`Name an area: npm run bench -- ${Object.keys(AREAS).join(' | ')}`);
  process.exitCode = 2;
} else {
  const { bench } = await area();
  const met = await bench(words, (text) => console.log(text));
  process.exitCode = met ? 0 : 1;
}
