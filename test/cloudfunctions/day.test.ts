/**
 * A day of many people: they join and leave, upload in any order and again, cheer, hide and are erased,
 * while the clock comes late. At every hour their boards are those of a model of a few lines.
 *
 * Twenty-eight people in the suite; BANDMATES_TOWN=2000 is the whole town.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runJobs } from '../../cloudfunctions/jobs';
import { JOBS } from '../../cloudfunctions/timer/jobs';
import { dayStart } from '../../miniprogram/contract/activity';
import { API_LIMITS, type BoardRow } from '../../miniprogram/contract/api';
import { DAY, dayOfSlots, HOUR, TODAY } from './backend';
import { DayModel, type Row } from './day-model';
import { type Inside, startInside } from './inside';

const PEOPLE = Number(process.env.BANDMATES_TOWN ?? 28);
/** What each person does in an hour, on average; and how many boards are looked at. */
const ACTS = PEOPLE > 100 ? 0.5 : 0.35;
const LOOKS = 4;
const GROUPS = Math.ceil(PEOPLE / 100);

let inside: Inside;
beforeAll(async () => {
  inside = await startInside();
});
afterAll(() => inside.stop());

/** The same day at every run (a linear congruence). */
let state = 20261122;
function below(count: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * count);
}

const model = new DayModel(dayStart(TODAY) + DAY);
const openidOf = (who: number) => `oDay-${who}-0123456789abcdef`;
const groupIds: string[] = [];
const bandOf = new Map<number, string>();
let time = dayStart(TODAY) + 6 * HOUR;

function pass(seconds: number): void {
  time += seconds;
  inside.setTime(time);
}

/** What somebody walked until now: what the band holds, of which any part may be sent. */
function walked(who: number): Map<number, number> {
  const slots = Math.floor((time - dayStart(TODAY)) / 900);
  const found = new Map<number, number>();
  for (let slot = 24; slot < Math.min(slots, 95); slot++) {
    if ((who * 7 + slot * 13) % 5 < 2) found.set(slot, 20 + ((who * 31 + slot * 17) % 90) * 10);
  }
  return found;
}

async function enter(who: number): Promise<void> {
  const openid = openidOf(who);
  model.enter(who, (await inside.ask(openid, 'account.enter', {})).me.uid);
  const what = { model: 'am3', protocol: 'ihealth', serial: `DAY${who}`, virtual: false };
  bandOf.set(who, (await inside.ask(openid, 'band.bind', what)).band.id);
}

const acts: Record<string, (who: number, other: number) => Promise<void>> = {
  async upload(who) {
    const all = [...walked(who)];
    // A part of it, from anywhere: some of it again.
    const part = new Map(all.slice(below(all.length + 1)).slice(0, 1 + below(12)));
    const days = [dayOfSlots(TODAY, Object.fromEntries(part))];
    await inside.ask(openidOf(who), 'activity.upload', { band: bandOf.get(who)!, days });
    model.upload(who, part, time);
  },
  async befriend(who, other) {
    if (who === other || model.people.get(who)!.friends.has(other)) return;
    const { token } = await inside.ask(openidOf(who), 'invite.create', {});
    await inside.ask(openidOf(other), 'invite.accept', { token });
    model.befriend(who, other);
  },
  async cheer(who) {
    const friends = [...model.people.get(who)!.friends];
    const to = friends[below(friends.length)];
    if (to === undefined || model.people.get(to)!.hidden) return;
    await inside.ask(openidOf(who), 'cheer.send', { to: model.people.get(to)!.uid, day: TODAY });
    model.people.get(to)!.cheers.add(who);
  },
  async part(who) {
    const [friend] = model.people.get(who)!.friends;
    if (friend === undefined) return;
    await inside.ask(openidOf(who), 'friend.remove', { uid: model.people.get(friend)!.uid });
    model.part(who, friend);
  },
  async group(who) {
    const group = below(GROUPS);
    const { groups } = model.people.get(who)!;
    if (groups.delete(group)) {
      await inside.ask(openidOf(who), 'group.leave', { group: groupIds[group]! });
      return;
    }
    const proof = inside.cloud.cloudId({ opengid: `G${group}` }, openidOf(who));
    groupIds[group] = (await inside.ask(openidOf(who), 'group.join', { proof })).group;
    groups.add(group);
  },
  async hide(who) {
    const person = model.people.get(who)!;
    person.hidden = !person.hidden;
    await inside.ask(openidOf(who), 'account.update', { hidden: person.hidden });
  },
  async erase(who) {
    const told = { MsgType: 'event', Event: 'user_authorization_cancellation', CreateTime: time };
    await inside.push('oWeChat', { ...told, OpenID: openidOf(who) });
    model.erase(who);
  },
};

/** Mostly they sync; few hide, part or go. */
const LOTS = [
  ...Array.from({ length: 12 }, () => 'upload'),
  ...['befriend', 'befriend', 'befriend', 'cheer', 'cheer', 'cheer', 'group', 'group'],
  ...['hide', 'part'],
];

const somebody = () => {
  const all = [...model.people.keys()];
  return all[below(all.length)]!;
};

async function hour(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    pass(Math.max(1, Math.floor(3000 / count)));
    const act = i === 0 && below(4) === 0 ? 'erase' : LOTS[below(LOTS.length)]!;
    await acts[act]!(somebody(), somebody());
  }
}

const rowsOf = (rows: readonly BoardRow[]): Row[] =>
  rows.map(({ uid, steps, rank }) => [uid, steps, rank]);

async function compare(who: number): Promise<void> {
  const seen = await inside.ask(openidOf(who), 'board.friends', { day: TODAY });
  expect(rowsOf(seen.rows)).toEqual(model.friendsOf(who));
  for (const { uid, cheers } of seen.rows) {
    const person = [...model.people.values()].find((one) => one.uid === uid)!;
    expect({ uid, cheers }).toEqual({ uid, cheers: person.cheers.size });
  }
  const { groups } = await inside.ask(openidOf(who), 'group.list', {});
  const counts = new Map(groups.map(({ group, count }) => [group, count]));
  for (const group of model.people.get(who)!.groups) {
    expect(counts.get(groupIds[group]!)).toBe(model.membersOf(group));
    const input = { group: groupIds[group]!, day: TODAY };
    const page = await inside.ask(openidOf(who), 'board.group', input);
    expect(rowsOf(page.rows)).toEqual(model.groupOf(group).slice(0, API_LIMITS.groupPage));
  }
}

test('the boards of every hour are the model’s', async () => {
  for (let who = 0; who < PEOPLE / 2; who++) await enter(who);
  let next = model.people.size;
  for (let late = 6; late < 36; late++) {
    const at = dayStart(TODAY) + late * HOUR;
    if (time < at) pass(at - time);
    // At the end of the day uploads stop being of it; boards go on until noon.
    for (let i = 0; i < PEOPLE / 40 && next < PEOPLE; i++) await enter(next++);
    await hour(Math.ceil(late < 24 ? PEOPLE * ACTS : PEOPLE * ACTS * 0.4));
    pass(60);
    for (let i = 0; i < LOOKS; i++) await compare(somebody());
    // The clock comes when it likes.
    if (below(3) > 0) continue;
    await runJobs(JOBS);
    const world = await inside.ask(openidOf(somebody()), 'board.world', { day: TODAY });
    expect(world.of).toBe(model.walkers() < 200 ? 0 : model.walkers());
  }
  pass(dayStart(TODAY) + 36 * HOUR + 61 - time);
  await final();
}, 3_600_000);

/** What is final stays, whatever is sent and joined after it. */
async function final(): Promise<void> {
  const everybody = Array.from({ length: LOOKS * 2 }, somebody);
  for (const who of everybody) await compare(who);
  await runJobs(JOBS);
  for (let i = 0; i < PEOPLE / 4; i++) {
    pass(5);
    const who = somebody();
    const days = [dayOfSlots(TODAY, Object.fromEntries(walked(who)))];
    await inside.ask(openidOf(who), 'activity.upload', { band: bandOf.get(who)!, days });
  }
  pass(60);
  for (const who of everybody) await compare(who);
}
