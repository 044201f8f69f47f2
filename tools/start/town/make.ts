/**
 * Makes the sample town: five friends walk through ninety days, or as many as are said, and the seven
 * others of their group through the last two weeks. Their bands are read through their drivers as the app
 * does it, and the functions are told of it on the day it happened.
 */
import { dayOf, dayStart } from '../../../miniprogram/contract/activity';
import { type Ask, asking, introduce } from './ask';
import { FIVE, TOWN } from './people';
import { Wearer } from './wearer';

const DAYS = 90;
const DAY_MS = 86_400_000;
/** The last days are told of each evening, as people do; those before by the week. */
const EVENINGS = 7;
const WEEK = 7;
/** More of everybody would take a minute. */
const OTHERS_DAYS = 14;
/** Ten minutes before midnight a day is all there. */
const LATE_MS = DAY_MS - 600_000;

/** The group of them all, as WeChat names it: the one in which the panel opens cards. */
export const GROUP = 'preview-group-1';

export interface TownCloud {
  call(user: string | null, name: string, data: unknown): Promise<unknown>;
  cloudId(user: string, data: unknown): Promise<string>;
  /** The town's time, UTC ms. */
  setTime(now: number): void;
}

/** Told how far it is, 0–1, and which day it is there (UTC ms). */
export type Tell = (part: number, at: number) => void;

/**
 * @param now where it ends, UTC ms. Begins with an empty cloud.
 * @param days how many the five have walked, two weeks at least.
 */
export async function makeTown(
  cloud: TownCloud,
  now: number,
  tell: Tell,
  days = DAYS,
): Promise<void> {
  const ask = asking(cloud);
  const ends = rounds(now, days);
  const begin = ends[0]! - DAY_MS;
  cloud.setTime(begin);
  const wearers = TOWN.map((person) => {
    const from = FIVE.includes(person) ? begin : now - OTHERS_DAYS * DAY_MS;
    return new Wearer(person, ask, from);
  });
  await Promise.all(TOWN.map((person) => moveIn(ask, person)));
  await befriend(ask);
  for (const [index, at] of ends.entries()) {
    tell(index / ends.length, at);
    cloud.setTime(at);
    const here = wearers.filter(({ from }) => from < at);
    await Promise.all(here.map((wearer) => wearer.live(at).then(() => wearer.upload())));
  }
  await meet(cloud, ask);
  await cheer(ask, now);
  tell(1, now);
}

/** When all are read and told of: UTC ms, the first so many days ago. */
function rounds(now: number, all: number): number[] {
  const ago: number[] = [];
  for (let days = all - 1; days > 0; days -= days > EVENINGS + WEEK ? WEEK : 1) ago.push(days);
  const late = (at: number) => dayStart(dayOf(at / 1000)) * 1000 + LATE_MS;
  return [...ago.map((days) => late(now - days * DAY_MS)), now];
}

async function moveIn(ask: Ask, { user, name, goal }: (typeof TOWN)[number]): Promise<void> {
  await ask(user, 'account.enter', {});
  await ask(user, 'account.update', { name, goal, age: 'older' });
}

/** Each of the five with each other. */
async function befriend(ask: Ask): Promise<void> {
  for (const [index, { user }] of FIVE.entries()) {
    for (const other of FIVE.slice(index + 1)) await introduce(ask, user, other.user);
  }
}

async function meet(cloud: TownCloud, ask: Ask): Promise<void> {
  for (const { user } of TOWN) {
    const proof = { $cloudID: await cloud.cloudId(user, { opengid: GROUP }) };
    await ask(user, 'group.join', { proof: proof as never });
  }
}

/** Everybody cheers whoever comes next. */
async function cheer(ask: Ask, now: number): Promise<void> {
  const uids = await Promise.all(
    FIVE.map(async ({ user }) => (await ask(user, 'account.enter', {})).me.uid),
  );
  for (const [index, { user }] of FIVE.entries()) {
    const to = uids[(index + 1) % uids.length]!;
    await ask(user, 'cheer.send', { to, day: dayOf(now / 1000) });
  }
}
