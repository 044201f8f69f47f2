/** What each action costs, against the table in the contract; and what does not grow. */
import { describe, expect, test } from '@jest/globals';
import { addDays, dayOf } from '../../miniprogram/contract/activity';
import { type Action, API_LIMITS, type Input } from '../../miniprogram/contract/api';
import { MOST, OPERATIONS, VISIT } from '../../miniprogram/contract/operations';
import { dayOfSlots, HOUR, NOON, TODAY } from './backend';
import type { Inside } from './inside';
import { BY, inputs, PEOPLE, type Town, useTown } from './town';

let inside: Inside;
let town: Town;
useTown((here) => {
  ({ inside, town } = here);
  // What sends two operations of a transaction together is refused here, as by the service.
  inside.cloud.store.transactions.leastMs = 2;
});

/** The operations of the database that a call takes. */
async function cost<A extends Action>(openid: string, action: A, input: Input<A>): Promise<number> {
  inside.requests();
  await inside.ask(openid, action, input);
  return inside.requests().filter((request) => request.action.startsWith('database.')).length;
}

/** The input an action is meant with in the table: of an upload one day. */
const meant = <A extends Action>(action: A): Input<A> => {
  const days = [dayOfSlots(TODAY, { 30: 450, 31: 50 })];
  return action === 'activity.upload'
    ? ({ band: town.band, days } as Input<A>)
    : inputs(town)[action];
};

test.each(Object.entries(OPERATIONS))('%s takes %i operations', async (name, operations) => {
  const action = name as Action;
  const input = meant(action) as never;
  expect(await cost(PEOPLE[BY[action] ?? 'ann'], action, input)).toBe(operations);
});

describe('what a session may cost', () => {
  const LOOKS: readonly Action[] = [
    ...(['account.enter', 'activity.days', 'activity.sources', 'activity.year'] as const),
    ...(['board.friends', 'board.group', 'board.world', 'friend.day'] as const),
    ...(['group.open', 'group.list', 'invite.open', 'share.open', 'friend.list'] as const),
  ];

  test('three calls', () => {
    expect(VISIT.length).toBeLessThanOrEqual(MOST.calls);
  });

  test.each(VISIT)('of a visit %s takes eight operations at most', (action) => {
    expect(OPERATIONS[action]).toBeLessThanOrEqual(MOST.operations);
  });

  test.each(LOOKS)('%s only looks, with eight at most', (action) => {
    expect(OPERATIONS[action]).toBeLessThanOrEqual(MOST.operations);
  });
});

describe('does not grow', () => {
  /** `count` friends of Ann's, each with a name, goals of years, and a day. */
  async function befriend(count: number): Promise<void> {
    const uids = Array.from({ length: count }, (_, i) => (i + 1).toString(16).padStart(20, '0'));
    const { store } = inside.cloud;
    const goals = Array.from({ length: 400 }, (_, i) => ({
      from: addDays(TODAY, i - 400),
      steps: 8000 + i,
    }));
    const common = { avatar: null, hidden: false, goals };
    await store.insert(
      'people',
      uids.map((uid) => ({ _id: uid, name: `友${uid.slice(-3)}`, ...common })),
    );
    const pairs = uids.map((uid) => [town.uids.ann, uid].sort());
    const edges = pairs.map((pair) => ({ _id: pair.join('_'), pair, members: pair, at: 0 }));
    await store.insert('edges', edges);
    const board = { steps: 9, sourceClass: 'direct', maker: null, reachedAt: NOON, syncedAt: NOON };
    const days = uids.map((uid) => ({ _id: `${uid}_${TODAY}`, uid, day: TODAY }));
    await store.insert(
      'days',
      days.map((day) => ({ ...day, board: { ...board, withheld: null } })),
    );
  }

  test('with friends, whose goals are nobody’s business and are not read', async () => {
    await befriend(API_LIMITS.friends - 3);
    const { store } = inside.cloud;
    let read = 0;
    inside.cloud.faults.add({
      ...{ action: 'database.getDocument', kind: 'latency' },
      when(params) {
        if (params.collectionName === 'people')
          read += String(params.projection).includes('goals') ? 1 : 0;
        return false;
      },
    });
    expect(await cost(PEOPLE.ann, 'board.friends', { day: TODAY })).toBe(
      OPERATIONS['board.friends'],
    );
    expect(read).toBe(0);
    expect(store.find('edges', { members: town.uids.ann })).toHaveLength(API_LIMITS.friends - 1);
    inside.clearFaults();
  });

  test.each([1, 2, API_LIMITS.uploadDays])(
    'but by one for each further day of an upload: %i',
    async (count) => {
      const days = Array.from({ length: count }, (_, i) =>
        dayOfSlots(addDays(TODAY, -i), { 20: 500 + i }),
      );
      const upload = { band: town.band, days };
      expect(await cost(PEOPLE.ann, 'activity.upload', upload)).toBe(
        OPERATIONS['activity.upload'] + count - 1,
      );
    },
  );

  test('but by two when today reaches its goal, and not after it', async () => {
    const walked = (steps: number) => ({
      ...{ band: town.band },
      days: [dayOfSlots(TODAY, { 30: 3000, 31: 3000, 32: steps })],
    });
    const upload = (steps: number) => cost(PEOPLE.ann, 'activity.upload', walked(steps));
    const { 'activity.upload': usual } = OPERATIONS;
    expect([await upload(2500), await upload(2600), await upload(2600)]).toEqual([
      ...[usual + 2, usual, usual],
    ]);
  });

  test.each([
    ['group.open', 1],
    ['activity.upload', 0],
  ] as const)('but by one with the first metered call of an hour: %s, %i', async (action, more) => {
    inside.setTime(NOON + HOUR);
    const proof = inside.cloud.cloudId({ opengid: 'G-town' }, PEOPLE.ann);
    const input = action === 'group.open' ? { proof } : meant(action);
    expect(await cost(PEOPLE.ann, action, input)).toBe(OPERATIONS[action] + more);
  });

  test('with a streak of ten years by more than four', async () => {
    const { uids } = town;
    const first = addDays(TODAY, -3650);
    const keys = Array.from({ length: 3650 }, (_, i) => addDays(first, i));
    const hours = Array.from({ length: 24 }, () => 400);
    await inside.cloud.store.insert(
      'days',
      keys.map((day) => ({
        _id: `${uids.ben}_${day}`,
        uid: uids.ben,
        day,
        total: { day, steps: 9600, hours },
      })),
    );
    inside.requests();
    const { streak } = await inside.ask(PEOPLE.ben, 'activity.days', {
      from: TODAY,
      to: dayOf(NOON),
    });
    expect(streak).toBe(3650);
    expect(inside.requests().length - OPERATIONS['activity.days']).toBeLessThanOrEqual(4);
  });
});
