/** Two who do something to each other in the same moment, one of it a block: either first, never past each other. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Backend, dayOfSlots, NOON, type Person, startBackend, TODAY } from './backend';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const PAIRS = 8;

/** Somebody who walked today and blocks, and who cheers them at that moment. */
interface Two {
  blocks: Person;
  cheers: Person;
}

let digit = 0;
async function pairs(name: string, meet: (two: Two) => Promise<void>): Promise<Two[]> {
  const all: Two[] = [];
  digit++;
  for (let i = 0; i < PAIRS; i++) {
    const two = {
      blocks: backend.person(`${name}-${i}-blocks`),
      cheers: backend.person(`${name}-${i}-cheers`),
    };
    const band = await two.blocks.bind('am3', `A4000000${digit}00${i}`);
    await two.blocks.upload(band, dayOfSlots(TODAY, { 30: 400 }));
    await meet(two);
    all.push(two);
  }
  return all;
}

/** Both at once, and what the cheer was answered. Its last step takes long: the block passes it. */
async function race({ blocks, cheers }: Two, group?: string): Promise<string> {
  const [to, uid] = [await blocks.uid(), await cheers.uid()];
  backend.cloud.faults.add({
    action: 'database.commitTransaction',
    kind: 'latency',
    latencyMs: 300,
  });
  const cheer = cheers.persist('cheer.send', { to, day: TODAY, ...(group && { group }) });
  const [cheered, blocked] = await Promise.all([cheer, blocks.persist('friend.block', { uid })]);
  expect(blocked).toMatchObject({ ok: true });
  return cheered.ok ? 'first' : cheered.code;
}

async function heartsOf({ blocks }: Two): Promise<unknown[]> {
  const to = await blocks.uid();
  const { rows } = await blocks.ask('board.friends', { day: TODAY });
  expect(rows).toMatchObject([{ uid: to, cheers: 0 }]);
  return backend
    .documents('cheers')
    .filter((doc) => doc.to === to)
    .flatMap(({ from }) => from as unknown[]);
}

describe('R5-3 a cheer and a block at once', () => {
  test('of friends: the cheer goes with the block, or is refused', async () => {
    const all = await pairs('friends', ({ blocks, cheers }) => backend.befriend(blocks, cheers));
    const said = await Promise.all(all.map((two) => race(two)));
    for (const one of said) expect(['first', 'forbidden']).toContain(one);
    for (const two of all) expect(await heartsOf(two)).toEqual([]);
  });

  test('of members of a group who are nothing else to each other: the same', async () => {
    const groups: string[] = [];
    const all = await pairs('members', async ({ blocks, cheers }) => {
      const proof = (who: Person) =>
        backend.cloud.cloudId({ opengid: `G-${groups.length}` }, who.openid);
      await blocks.ask('group.join', { proof: proof(blocks) });
      groups.push((await cheers.ask('group.join', { proof: proof(cheers) })).group);
    });
    const said = await Promise.all(all.map((two, i) => race(two, groups[i])));
    for (const one of said) expect(['first', 'forbidden']).toContain(one);
    for (const two of all) expect(await heartsOf(two)).toEqual([]);
  });
});

describe('R5-2 R5-3 two who block each other at once', () => {
  test('both lift their own at once: neither takes the other’s with it, or leaves one behind', async () => {
    const all = await pairs('lift', ({ blocks, cheers }) => backend.befriend(blocks, cheers));
    const both = (action: 'friend.block' | 'friend.unblock') =>
      Promise.all(
        all.map(async ({ blocks, cheers }) => {
          const [a, b] = [await blocks.uid(), await cheers.uid()];
          await Promise.all([
            blocks.persist(action, { uid: b }),
            cheers.persist(action, { uid: a }),
          ]);
        }),
      );
    await both('friend.block');
    for (const { blocks, cheers } of all) {
      expect((await blocks.ask('friend.list', {})).blocked).toHaveLength(1);
      expect((await cheers.ask('friend.list', {})).blocked).toHaveLength(1);
    }
    await both('friend.unblock');
    backend.setTime(NOON + 60);
    for (const { blocks, cheers } of all) {
      const { token } = await blocks.ask('invite.create', {});
      expect(await cheers.persist('invite.accept', { token })).toMatchObject({ ok: true });
    }
    backend.setTime(NOON);
  });

  test('are free again when each lifted their own, also both at once', async () => {
    const all = await pairs('both', ({ blocks, cheers }) => backend.befriend(blocks, cheers));
    await Promise.all(
      all.map(async ({ blocks, cheers }) => {
        const [a, b] = [await blocks.uid(), await cheers.uid()];
        await Promise.all([
          blocks.persist('friend.block', { uid: b }),
          cheers.persist('friend.block', { uid: a }),
        ]);
      }),
    );
    backend.setTime(NOON + 60);
    const said = await Promise.all(
      all.map(async ({ blocks, cheers }) => {
        const [a, b] = [
          await blocks.ask('invite.create', {}),
          await cheers.ask('invite.create', {}),
        ];
        const replies = await Promise.all([
          blocks.persist('invite.accept', { token: b.token }),
          cheers.persist('invite.accept', { token: a.token }),
        ]);
        return replies.map((reply) => (reply.ok ? 'friends' : reply.code)).sort();
      }),
    );
    // Whoever is first lifts their own alone.
    for (const codes of said) expect(codes).toEqual(['friends', 'invite-refused']);
    for (const { blocks, cheers } of all) {
      const { absent } = await blocks.ask('board.friends', { day: TODAY });
      expect(absent.map(({ uid }) => uid)).toEqual([await cheers.uid()]);
    }
  });
});
