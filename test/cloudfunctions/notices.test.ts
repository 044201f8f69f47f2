/** What people are told: once, not at night, in their language, and only as often as they allowed. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makeExports } from '../../cloudfunctions/exports';
import { runJobs } from '../../cloudfunctions/jobs';
import { remind, tell } from '../../cloudfunctions/notices';
import { dueBy } from '../../cloudfunctions/notices/night';
import { sayNotice } from '../../cloudfunctions/notices/templates';
import { NOTICE_KINDS, type NoticeKind } from '../../miniprogram/contract/api';
import { DAY, dayOfSlots, HOUR, NOON, TODAY } from './backend';
import type { Inside } from './inside';
import { PEOPLE, type Town, useTown } from './town';

let inside: Inside;
let town: Town;
useTown((here) => {
  ({ inside, town } = here);
});

const { ann, hal } = PEOPLE;
beforeEach(async () => {
  inside.setTime(NOON);
  // What WeChat remembers is not the town's.
  for (const kind of NOTICE_KINDS) await inside.cloud.openapi.state.setQuota(ann, `T-${kind}`, 0);
  inside.cloud.openapi.calls.length = 0;
  const entries = NOTICE_KINDS.map((kind) => `${kind}=T-${kind}:thing1,thing2`);
  process.env.BANDMATES_TEMPLATES = entries.join(';');
});
afterEach(() => {
  delete process.env.BANDMATES_TEMPLATES;
  inside.clearFaults();
});

let pushes = 0;
/** The person answers the app's question about a template. */
const answer = (kind: NoticeKind, status = 'accept', event = 'subscribe_msg_popup_event') =>
  inside.push(ann, {
    ...{ MsgType: 'event', Event: event, CreateTime: NOON + ++pushes },
    List: [{ TemplateId: `T-${kind}`, SubscribeStatusString: status, PopupScene: '0' }],
  });
/** The same, and WeChat knows it too. */
async function allow(kind: NoticeKind): Promise<void> {
  await inside.cloud.openapi.grant(ann, `T-${kind}`);
  await answer(kind);
}
const clock = () => runJobs([remind, tell]);
const sent = () =>
  inside.cloud.openapi.calls
    .filter(({ api }) => api === 'subscribeMessage.send')
    .map(({ data }) => data as Record<string, unknown>);
const told = async (kind: NoticeKind) =>
  (await inside.ask(ann, 'account.enter', {})).notices.filter((notice) => notice.kind === kind);
const left = (kind: NoticeKind) =>
  inside.cloud.store.find('grants', { _id: `${town.uids.ann}_T-${kind}` })[0]?.doc.left ?? 0;
const reachGoal = () =>
  inside.ask(ann, 'activity.upload', {
    band: town.band,
    days: [dayOfSlots(TODAY, { 30: 3000, 31: 3000, 32: 3000 })],
  });

describe('a goal that is reached', () => {
  test('is in the app, once, and nothing is sent that nobody allowed', async () => {
    await reachGoal();
    await reachGoal();
    await clock();
    expect(await told('goal')).toMatchObject([{ facts: { day: TODAY }, seen: false }]);
    expect(sent()).toEqual([]);
  });

  test('is noted with the steps that reach it, or neither is there', async () => {
    inside.cloud.faults.add({
      ...{ action: 'database.modifyDocument', kind: 'error', times: Number.POSITIVE_INFINITY },
      when: ({ collectionName }) => collectionName === 'notices',
    });
    await expect(reachGoal()).rejects.toThrow();
    const today = async () =>
      (await inside.ask(ann, 'activity.days', { from: TODAY, to: TODAY })).days[0]!.steps;
    expect(await today()).toBeLessThan(8000);
    inside.clearFaults();
    await reachGoal();
    expect(await today()).toBe(9000);
    expect(await told('goal')).toHaveLength(1);
  });

  test('again on the same day is not told again', async () => {
    const upload = (steps: number) =>
      inside.ask(ann, 'activity.upload', {
        band: town.band,
        days: [{ day: TODAY, slots: {}, counter: { steps } }],
      });
    await upload(9000);
    await inside.ask(ann, 'notice.seen', { until: NOON, kinds: ['goal'] });
    await inside.ask(ann, 'account.update', { goal: 10_000 });
    await upload(10_500);
    expect(await told('goal')).toMatchObject([{ seen: true }]);
  });

  test('is sent once for a yes, in the person’s language', async () => {
    await allow('goal');
    await inside.ask(ann, 'account.update', { language: 'en' });
    await reachGoal();
    await clock();
    await clock();
    expect(sent()).toMatchObject([
      {
        ...{ touser: ann, template_id: 'T-goal', lang: 'en_US' },
        data: { thing1: { value: 'Goal reached today' }, thing2: { value: 'See the ranking' } },
      },
    ]);
    expect(left('goal')).toBe(0);
  });

  test('that was looked at in the app is not sent', async () => {
    await allow('goal');
    await reachGoal();
    await inside.ask(ann, 'notice.seen', { until: NOON, kinds: ['cheers'] });
    expect(await told('goal')).toMatchObject([{ seen: false }]);
    await inside.ask(ann, 'notice.seen', { until: NOON, kinds: ['goal'] });
    await clock();
    expect(sent()).toEqual([]);
    expect(left('goal')).toBe(1);
  });

  test('by a virtual band is nobody’s', async () => {
    const days = [dayOfSlots(TODAY - 1, { 30: 3000 })];
    await inside.ask(ann, 'activity.upload', { band: town.virtual, days });
    expect(await told('goal')).toEqual([]);
  });
});

describe('a yes', () => {
  test('is one message; the same push again is the same yes', async () => {
    const push = {
      ...{ MsgType: 'event', Event: 'subscribe_msg_popup_event', CreateTime: NOON },
      List: { TemplateId: 'T-goal', SubscribeStatusString: 'accept' },
    };
    expect(await inside.push(ann, push)).toBe('success');
    expect(await inside.push(ann, push)).toBe('success');
    expect(left('goal')).toBe(1);
    await answer('goal');
    expect(left('goal')).toBe(2);
  });

  test.each([
    ['reject', 'subscribe_msg_popup_event', 0],
    ['reject', 'subscribe_msg_change_event', 0],
    // In WeChat's settings it brings no message.
    ['accept', 'subscribe_msg_change_event', 1],
  ])('and then %s by %s leaves %i', async (status, event, count) => {
    await answer('goal');
    await answer('goal', status, event);
    expect(left('goal')).toBe(count);
  });

  test('of somebody unknown is nothing', async () => {
    const List = [{ TemplateId: 'T-goal', SubscribeStatusString: 'accept' }];
    const push = { MsgType: 'event', Event: 'subscribe_msg_popup_event', CreateTime: NOON, List };
    expect(await inside.push('oTown-nobody', push)).toBe('success');
    expect(inside.cloud.store.find('grants', {})).toEqual([]);
  });
});

describe('WeChat', () => {
  test('that knows of no yes (43101) takes ours away; the notice stays in the app', async () => {
    await answer('goal');
    await answer('goal');
    await reachGoal();
    await clock();
    expect(left('goal')).toBe(0);
    expect(await told('goal')).toHaveLength(1);
  });

  test('that may have sent it is not asked again', async () => {
    await allow('goal');
    await reachGoal();
    inside.cloud.faults.add({ action: 'wx.openApi', kind: 'lost-answer' });
    await clock();
    await clock();
    expect(sent()).toHaveLength(1);
  });
});

test('the cheers of a day are one message, in its evening, with how many', async () => {
  await allow('cheers');
  await inside.ask(hal, 'cheer.send', { to: town.uids.ann, day: TODAY });
  await clock();
  expect(sent()).toEqual([]);
  expect(await told('cheers')).toEqual([]);
  inside.setTime(NOON + 8 * HOUR);
  await clock();
  expect(sent()).toMatchObject([{ data: { thing1: { value: '今天有 2 人为你加油' } } }]);
  expect(await told('cheers')).toMatchObject([{ facts: { day: TODAY, count: 2 } }]);
});

test('cheers that went with a friend are no message, and no line in the app', async () => {
  const { ben } = PEOPLE;
  await allow('cheers');
  await inside.ask(ann, 'friend.remove', { uid: town.uids.ben });
  inside.setTime(NOON + 8 * HOUR);
  await clock();
  expect([sent(), await told('cheers'), left('cheers')]).toEqual([[], [], 1]);
  const { token } = await inside.ask(ann, 'invite.create', {});
  await inside.ask(ben, 'invite.accept', { token });
  await inside.ask(ben, 'cheer.send', { to: town.uids.ann, day: TODAY });
  await clock();
  expect(sent()).toMatchObject([{ data: { thing1: { value: '今天有 1 人为你加油' } } }]);
});

describe('three days without a sync', () => {
  const later = (seconds: number) => inside.setTime(NOON + seconds);

  test('are told once, until there is one again', async () => {
    later(3 * DAY - HOUR);
    await clock();
    expect(await told('not-synced')).toEqual([]);
    for (const days of [3, 4, 9]) {
      later(days * DAY);
      await clock();
      expect(await told('not-synced')).toHaveLength(1);
    }
    await inside.ask(ann, 'activity.upload', { band: town.band, days: [] });
    later(13 * DAY);
    await clock();
    expect(await told('not-synced')).toHaveLength(2);
  });

  test('of a band in a drawer are not, while another one is worn', async () => {
    const wish = { model: 'am3', protocol: 'ihealth', serial: 'A4C1380B0055', virtual: false };
    const { band } = await inside.ask(ann, 'band.bind', wish);
    later(2 * DAY);
    await inside.ask(ann, 'activity.upload', { band: band.id, days: [] });
    later(4 * DAY);
    await clock();
    expect(await told('not-synced')).toEqual([]);
  });
});

describe('at night', () => {
  test.each([
    ['22:00 waits for eight', 22, 0, 32],
    ['21:59 does not', 21.99, 0, 21.99],
    ['07:30 waits for eight', 7.5, 0, 8],
    ['08:00 does not', 8, 0, 8],
    ['midnight of one east of UTC is 16:00 there', 16, 8, 24],
    ['evening of one west of UTC is noon here', 12, -10, 18],
  ])('%s', (_, hour, offset, due) => {
    expect(dueBy(Math.round(hour * HOUR), offset * HOUR) / HOUR).toBeCloseTo(due, 2);
  });

  test('nobody is written to; in the morning they are', async () => {
    await allow('goal');
    await inside.ask(ann, 'account.update', { offset: -5 * HOUR });
    await reachGoal();
    // 23:00 there.
    await clock();
    expect(sent()).toEqual([]);
    inside.setTime(NOON + 9 * HOUR);
    await clock();
    expect(sent()).toHaveLength(1);
  });
});

describe('what waits for the morning', () => {
  beforeEach(() => inside.ask(ann, 'account.update', { offset: -5 * HOUR }));

  test('is in the app all the night', async () => {
    await reachGoal();
    expect(await told('goal')).toHaveLength(1);
    await clock();
    inside.setTime(NOON + HOUR);
    expect(await told('goal')).toMatchObject([{ at: NOON, seen: false }]);
    await inside.ask(ann, 'notice.seen', { until: NOON, kinds: ['goal'] });
    expect(await told('goal')).toMatchObject([{ seen: true }]);
  });

  test('waits, too, when the night begins while others are told', async () => {
    await allow('goal');
    await allow('export-ready');
    // 21:59:50 there.
    inside.setTime(NOON - HOUR - 10);
    await reachGoal();
    await inside.ask(ann, 'export.start', {});
    await runJobs([makeExports]);
    inside.cloud.faults.add({
      ...{ action: 'wx.openApi', kind: 'latency' },
      when() {
        inside.setTime(NOON - HOUR);
        return false;
      },
    });
    await clock();
    expect(sent()).toHaveLength(1);
    inside.setTime(NOON + 9 * HOUR);
    await clock();
    expect(sent()).toHaveLength(2);
  });
});

describe('a clock that comes late', () => {
  test('tells nobody of a day that is over as of today', async () => {
    await allow('goal');
    await allow('cheers');
    await reachGoal();
    await inside.ask(hal, 'cheer.send', { to: town.uids.ann, day: TODAY });
    inside.setTime(NOON + DAY);
    await clock();
    expect(sent()).toEqual([]);
    expect([left('goal'), left('cheers')]).toEqual([1, 1]);
  });

  test('nor of files that are gone', async () => {
    await allow('export-ready');
    await inside.ask(ann, 'export.start', {});
    await runJobs([makeExports]);
    inside.setTime(NOON + DAY);
    await clock();
    expect(sent()).toEqual([]);
    expect(left('export-ready')).toBe(1);
  });
});

test('a goal is the one that was set last, and told by the next upload', async () => {
  await inside.ask(ann, 'account.update', { goal: 20_000 });
  await reachGoal();
  expect(await told('goal')).toEqual([]);
  await inside.ask(ann, 'account.update', { goal: 9000 });
  await reachGoal();
  expect(await told('goal')).toHaveLength(1);
});

test.each(['zh', 'en'] as const)('every sentence fits its field in %s', (language) => {
  for (const kind of NOTICE_KINDS) {
    const facts = { count: 200, model: 'am3' };
    for (const text of sayNotice(kind, facts, language)) {
      expect([...text].length).toBeLessThanOrEqual(20);
      expect(text).not.toMatch(/undefined/);
    }
  }
});

test('without a template nothing is sent, whatever was allowed', async () => {
  await allow('goal');
  process.env.BANDMATES_TEMPLATES = 'goal=broken; :,goal';
  await reachGoal();
  await clock();
  expect(sent()).toEqual([]);
});

test('R6-3 an answer of a maker’s people is told in the app, once for each of the person’s words', async () => {
  const { sam } = PEOPLE;
  const answer = (key: string) =>
    inside.ask(sam, 'desk.reply', { thread: town.thread, text: '请充满电再试', key });
  await answer('a');
  await answer('b');
  expect(await told('answered')).toMatchObject([{ facts: { maker: 'ihealth' }, seen: false }]);
});

test('the phone is told which messages WeChat can bring', async () => {
  process.env.BANDMATES_TEMPLATES = 'export-ready=T-e:thing1,thing2; nonsense';
  const { templates } = await inside.ask(ann, 'account.enter', {});
  expect(templates).toEqual({ 'export-ready': 'T-e' });
});
