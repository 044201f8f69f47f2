/** What the phone says, byte for byte, and what the band shows its wearer for it. */
import type { BandKit, KitSaid, KitShown, KitVirtual } from '../../../miniprogram/bands/kit';
import { advertisementOf } from '../../../miniprogram/bands/virtual/radio';
import { sameCharacteristic } from '../../../miniprogram/ble/link';
import { toHex } from '../../../miniprogram/lib/bytes';
import { leanWeek, scene } from '../../harness/scene';
import { type Clause, type Complaint, judge, type Verdict, words } from './clauses';

const HOUR = 3600;
const HOME = 8 * HOUR;
/** In steps: no goal that any band has by itself. */
const GOAL = 7500;

/** Each saying is heard in a sync with one of the virtual bands. */
export async function says(kit: BandKit): Promise<Verdict> {
  const complaints: Complaint[] = [];
  if (kit.says.length === 0) complaints.push({ where: 'says', wrong: 'nothing is given' });
  for (const one of kit.says) {
    const wrong = await unsaid(kit, one);
    if (wrong) complaints.push(wrong);
  }
  return judge('says', complaints, `${kit.says.length} sayings of the phone, byte for byte`);
}

async function unsaid(kit: BandKit, said: KitSaid): Promise<Complaint | null> {
  const heard: string[] = [];
  for (const virtual of kit.virtuals) {
    const stage = scene(kit, virtual, said.when ? { truth: [], from: said.when.utc } : {});
    const { utc, offsetSeconds = HOME } = said.when ?? {};
    const now = utc === undefined ? {} : { now: () => utc };
    const context = { goal: said.goal ?? null, offsetSeconds, ...now };
    for (let left = virtual.pairsApart ? 2 : 1; left > 0; left--) await stage.once({ context });
    const writes = stage.frames.filter(
      ({ operation, at }) => operation === 'write' && sameCharacteristic(at, said.at),
    );
    // Values of a message may be cut anywhere.
    if (
      writes
        .map(({ value }) => toHex(value))
        .join('')
        .includes(said.value)
    )
      return null;
    heard.push(...writes.map(({ value }) => toHex(value)));
  }
  const wrong = `${said.value} is not said, but ${heard.slice(0, 4).join(' ') || 'nothing'}`;
  return { where: said.source, wrong };
}

/** East of UTC: home, a zone behind, a zone of half an hour. */
const ZONES = [HOME, -5 * HOUR, 5.5 * HOUR];
/** How far a band's clock may be off that was just set: its dialogue takes a few seconds. */
const MOST_SECONDS = 60;
/** A clock that is wrong, but not so that what it dated is of an unknown time. */
const WRONG = 1234;

/** The clock of a band shows local time, its goal ours; it vibrates when it is looked for. */
export const shows: Clause = async (kit, virtual) => {
  const complaints: Complaint[] = [];
  let shown: KitShown = {};
  for (const offsetSeconds of ZONES) {
    const stage = scene(kit, virtual, { truth: [], clockError: WRONG });
    const context = { offsetSeconds, goal: GOAL };
    let failed: unknown;
    for (let left = virtual.pairsApart ? 2 : 1; left > 0; left--) {
      failed ??= (await stage.once({ context })).error;
    }
    shown = stage.band.shown?.() ?? {};
    const utc = Math.floor(stage.clock.now() / 1000);
    const where = `${offsetSeconds / HOUR} h east`;
    const wrong = failed
      ? words(failed)
      : misshown(kit, shown, utc, toldZone(virtual, offsetSeconds));
    if (wrong) complaints.push({ where, wrong, frames: stage.frames });
  }
  const unfound = await notFound(kit, virtual);
  if (unfound) complaints.push({ where: 'find', wrong: unfound });
  const what = Object.keys(shown).join(', ') || 'nothing to show';
  return judge('shows', complaints, `${what}: as the phone said, in ${ZONES.length} zones`);
};

const toldZone = ({ zoneSeconds = 1 }: KitVirtual, offsetSeconds: number): number =>
  Math.round(offsetSeconds / zoneSeconds) * zoneSeconds;

function misshown(
  { driver }: BandKit,
  { clock, utc, goal }: KitShown,
  now: number,
  offsetSeconds: number,
): string | null {
  const { features } = driver;
  const face = clock ?? (utc === undefined ? undefined : utc + offsetSeconds);
  if (features.time && face === undefined) return 'it has a time, but `shown` tells no clock';
  if (features.goal && goal === undefined) return 'it has a goal, but `shown` tells none';
  const off = face === undefined ? 0 : face - now - offsetSeconds;
  if (features.time && Math.abs(off) > MOST_SECONDS) return `the clock is ${off} s ahead`;
  return features.goal && goal !== GOAL ? `the goal is ${goal}, not ${GOAL}` : null;
}

async function notFound(kit: BandKit, virtual: KitVirtual): Promise<string | null> {
  const stage = scene(kit, virtual, { truth: [] });
  if (virtual.pairsApart) await stage.once();
  let can = false;
  await stage.opened(async (run) => {
    can = run.find !== undefined;
    await run.find?.();
  });
  const { find } = kit.driver.features;
  if (can !== Boolean(find)) return can ? 'it can, but `features` says no' : 'it cannot';
  return can && !stage.band.shown?.().found ? 'the band did not notice' : null;
}

export const identity: Clause = async (kit, virtual) => {
  const complaints: string[] = [];
  const stage = scene(kit, virtual);
  const { run, error } = await stage.once();
  if (!run) return judge('identity', [words(error)], '');
  const { serial } = run.identity;
  if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(serial)) {
    complaints.push(`"${serial}" is no serial`);
  }
  // Who the air says it is, is who the app means.
  const known = kit.driver.serialOf(advertisementOf(stage.band)) ?? serial;
  const again = await stage.once({ context: { expectedSerial: known } });
  const named = again.run?.identity.serial;
  if (again.error) complaints.push(`${known} is not known again: ${words(again.error)}`);
  else if (named !== known) complaints.push(`${known} calls itself ${named}`);
  complaints.push(...(await strange(kit, virtual, another(known))));
  return judge('identity', complaints, `${known}: known again, and no other taken for it`);
};

/** The serial of a band of the same make: another last letter. */
const another = (serial: string): string =>
  serial.slice(0, -1) + (serial.endsWith('7') ? '8' : '7');

/** What goes wrong when it is not the band we mean: nothing is read, and nothing on it changes. */
async function strange(kit: BandKit, virtual: KitVirtual, expectedSerial: string) {
  const stage = scene(kit, virtual);
  const before = stage.band.remembered;
  const { run, error } = await stage.once({ context: { expectedSerial } });
  if (run) return ['another band is read as if it was ours'];
  const { code } = error as { code?: string };
  if (code !== 'other-band') return [`another band is told as ${words(error)}`];
  return stage.band.remembered === before ? [] : ['another band forgets what we did not read'];
}

/** What pages say of how far a sync has come. */
export const progress: Clause = async (kit, virtual) => {
  const complaints: string[] = [];
  const stage = scene(kit, virtual, { truth: leanWeek(6), dense: true });
  if (virtual.pairsApart) await stage.once();
  let last = 0;
  let pages = 0;
  const watched: typeof kit.driver = {
    ...kit.driver,
    async open(session, context) {
      const run = await kit.driver.open(session, context);
      const next = async () => {
        const page = await run.next();
        if (!page) return page;
        pages++;
        const { progress: part, days } = page;
        if (!(part >= 0 && part <= 1)) complaints.push(`page ${pages} is at ${part}`);
        if (part < last) complaints.push(`page ${pages} goes back from ${last} to ${part}`);
        if (days && !(days.done >= 0 && days.done <= days.of)) {
          complaints.push(`page ${pages} is day ${days.done} of ${days.of}`);
        }
        last = part;
        return page;
      };
      const { identity: who, battery, sourceClass } = run;
      return { identity: who, battery, sourceClass, next };
    },
  };
  const { error } = await stage.once({ driver: watched });
  if (error) complaints.push(words(error));
  if (pages > 1 && last < 0.5) complaints.push(`the last of ${pages} pages is at ${last}`);
  return judge('progress', complaints, `${pages} pages from 0 to ${last.toFixed(2)}, never back`);
};
