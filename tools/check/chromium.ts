/** Finds a Chromium for the browser journey; on Debian as root, installs one. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Debian's Chromium without its windows: smaller, and quicker at what tests do. */
const DEBIAN = 'chromium-headless-shell';

const PLACES = [
  `/usr/bin/${DEBIAN}`,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Chromium/Application/chrome.exe'),
    ]),
];

/** Path of an executable Chromium. Throws one sentence that says what to do. */
export function chromium(): string {
  const chosen = process.env.CHROMIUM;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(
      `CHROMIUM names ${chosen}, which does not exist: set it to a Chromium or Chrome.`,
    );
  }
  const found = PLACES.find((place) => existsSync(place));
  if (found) return found;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('Installing Debian’s chromium (once) …');
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
    execFileSync('apt-get', ['update', '-q'], quiet);
    execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', DEBIAN], {
      ...quiet,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (existsSync(PLACES[0]!)) return PLACES[0]!;
  }
  throw new Error('No Chromium found: install Chromium or Chrome, or set CHROMIUM to its path.');
}

/** Flags that keep a headless Chromium quiet and off the network. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long a page is waited for, in ms: an end of what hangs, also where everything takes long. */
export const PATIENCE_MS = 180_000;

/** Its environment: without the library of `faketime`, under which it loads no page. */
export function chromiumEnv(): Record<string, string> {
  const { LD_PRELOAD, ...rest } = process.env;
  const known = Object.entries(rest).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return Object.fromEntries(known) as Record<string, string>;
}
