/**
 * Three people and one band, against a model of a few lines: batches of calls that come at once end
 * as if they had come one after another, in some order.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Backend, DAY, dayOfSlots, type Person, startDeployed, TODAY } from './backend';

let backend: Backend;
beforeAll(async () => {
  backend = await startDeployed();
});
afterAll(() => backend.stop());

const COUNT = 3;

type Command =
  | { do: 'bind' | 'unbind'; who: number }
  | { do: 'upload'; who: number; slot: number; steps: number }
  | { do: 'accept'; who: number; from: number }
  | { do: 'remove'; who: number; other: number }
  | { do: 'cheer'; who: number; other: number };

/** What is to be known of the world. */
interface Model {
  owner: number | null;
  /** Steps by person and slot. */
  slots: Map<number, number>[];
  /** Pairs "lo-hi", and cheers "from>to". */
  friends: Set<string>;
  cheers: Set<string>;
  /** Invitations "from>to" that were accepted; there is one each, older than all that happens. */
  used: Set<string>;
  /** Pairs whose friendship was ended, and by whom. */
  ended: Map<string, number>;
}

const pair = (a: number, b: number) => (a < b ? `${a}-${b}` : `${b}-${a}`);

const fresh = (): Model => ({
  owner: null,
  slots: Array.from({ length: COUNT }, () => new Map()),
  friends: new Set(),
  cheers: new Set(),
  used: new Set(),
  ended: new Map(),
});

function accept(model: Model, who: number, from: number): string {
  const invite = `${from}>${who}`;
  const edge = pair(who, from);
  if (model.used.has(invite)) return model.friends.has(edge) ? 'ok' : 'invite-used';
  if (model.friends.has(edge)) return 'already-friends';
  if ((model.ended.get(edge) ?? who) !== who) return 'invite-expired';
  model.ended.delete(edge);
  model.used.add(invite);
  model.friends.add(edge);
  return 'ok';
}

/** What a call answers in a world, and changes in it. */
function step(model: Model, command: Command): string {
  const { who } = command;
  switch (command.do) {
    case 'bind':
      if (model.owner !== null && model.owner !== who) return 'band-taken';
      model.owner = who;
      return 'ok';
    case 'unbind':
      if (model.owner === who) model.owner = null;
      return 'ok';
    case 'upload': {
      if (model.owner !== who) return 'not-found';
      const mine = model.slots[who]!;
      mine.set(command.slot, Math.max(mine.get(command.slot) ?? 0, command.steps));
      return 'ok';
    }
    case 'accept':
      return accept(model, who, command.from);
    case 'remove':
      if (model.friends.delete(pair(who, command.other))) {
        model.ended.set(pair(who, command.other), who);
      }
      model.cheers.delete(`${who}>${command.other}`);
      model.cheers.delete(`${command.other}>${who}`);
      return 'ok';
    case 'cheer':
      if (!model.friends.has(pair(who, command.other))) return 'forbidden';
      model.cheers.add(`${who}>${command.other}`);
      return 'ok';
  }
}

/** What everybody sees of it, as text. */
function seenIn({ owner, slots, friends, cheers }: Model): string {
  const steps = slots.map((mine) => [...mine.values()].reduce((a, b) => a + b, 0));
  return JSON.stringify({
    owner,
    steps,
    friends: [...friends].sort(),
    cheers: [...cheers].sort(),
  });
}

const who = fc.nat(COUNT - 1);
const two = fc.uniqueArray(who, { minLength: 2, maxLength: 2 });
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: fc.constantFrom('bind' as const, 'unbind' as const), who }),
  fc.record({
    ...{ do: fc.constant('upload' as const), who },
    ...{ slot: fc.integer({ min: 10, max: 12 }), steps: fc.integer({ min: 1, max: 9 }) },
  }),
  two.map(([a, b]): Command => ({ do: 'accept', who: a!, from: b! })),
  two.map(([a, b]): Command => ({ do: 'remove', who: a!, other: b! })),
  two.map(([a, b]): Command => ({ do: 'cheer', who: a!, other: b! })),
);
const batches = fc.array(fc.array(command, { minLength: 1, maxLength: 4 }), {
  minLength: 4,
  maxLength: 6,
});

function* orders<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [i, first] of items.entries()) {
    for (const rest of orders(items.filter((_, index) => index !== i))) yield [first, ...rest];
  }
}

/** The worlds in which these answers could have been given, one call after another. */
function possible(models: readonly Model[], commands: readonly Command[], answers: string[]) {
  const found = new Map<string, Model>();
  for (const model of models) {
    for (const order of orders([...commands.keys()])) {
      const next = structuredClone(model);
      if (order.every((index) => step(next, commands[index]!) === answers[index])) {
        found.set(seenIn(next) + [...next.used].sort() + [...next.ended].sort(), next);
      }
    }
  }
  return [...found.values()];
}

interface Counted {
  total: { steps: number };
}

let world = 0;

/** Three new people, the invitations between them, and how the real thing is asked. */
async function settle() {
  const name = `world-${++world}`;
  const people = Array.from({ length: COUNT }, (_, i) => backend.person(`${name}-${i}`));
  const uids = await Promise.all(people.map((person) => person.uid()));
  const serial = `B0B00000${world.toString(16).padStart(4, '0').toUpperCase()}`;
  const band = `mac-${serial}`;
  const token = (from: number, to: number) => `${name}-${from}-to-${to}`;
  const open = { expiresAt: backend.now() + DAY, usedBy: null };
  await backend.cloud.store.insert(
    'invites',
    [...orders([...people.keys()])].map(([from, to]) => {
      return { _id: token(from!, to!), from: uids[from!]!, ...open };
    }),
  );
  const what = { model: 'am3', protocol: 'ihealth', serial, virtual: false };

  async function answer(person: Person, one: Command) {
    switch (one.do) {
      case 'bind':
        return person.persist('band.bind', what);
      case 'unbind':
        return person.persist('band.unbind', { band });
      case 'upload':
        return person.persist('activity.upload', {
          band,
          days: [dayOfSlots(TODAY, { [one.slot]: one.steps })],
        });
      case 'accept':
        return person.persist('invite.accept', { token: token(one.from, one.who) });
      case 'remove':
        return person.persist('friend.remove', { uid: uids[one.other]! });
      case 'cheer':
        return person.persist('cheer.send', { to: uids[one.other]!, day: TODAY });
    }
  }

  /** What is stored, as `seenIn` says it. */
  function seen(): string {
    const of = (collection: string) => backend.documents(collection);
    const index = (uid: unknown) => uids.indexOf(String(uid));
    const owner = of('bands').find(({ _id }) => _id === band)?.owner;
    const steps = uids.map(
      (uid) => of('days').find((day) => day.uid === uid) as Counted | undefined,
    );
    const edges = of('edges').map(({ members }) => (members as string[]).map(index));
    const cheers = of('cheers').flatMap(({ to, from }) =>
      (from as string[]).map((uid) => [index(uid), index(to)]),
    );
    const ours = (pairs: number[][]) => pairs.filter(([a = -1, b = -1]) => a >= 0 && b >= 0);
    return JSON.stringify({
      owner: owner === undefined ? null : index(owner),
      steps: steps.map((day) => day?.total.steps ?? 0),
      friends: ours(edges)
        .map(([a, b]) => pair(a!, b!))
        .sort(),
      cheers: ours(cheers)
        .map(([from, to]) => `${from}>${to}`)
        .sort(),
    });
  }

  return {
    seen,
    async ask(one: Command): Promise<string> {
      const reply = await answer(people[one.who]!, one);
      return reply.ok ? 'ok' : reply.code;
    },
  };
}

describe('parallel calls', () => {
  test('answer and end as one after another would, whatever the order', async () => {
    const run = async (all: Command[][]) => {
      const real = await settle();
      let models = [fresh()];
      for (const commands of all) {
        const answers = await Promise.all(commands.map((one) => real.ask(one)));
        const next = possible(models, commands, answers);
        if (next.length === 0) {
          throw new Error(`no order gives ${JSON.stringify({ commands, answers })}`);
        }
        const seen = real.seen();
        models = next.filter((model) => seenIn(model) === seen);
        expect({ commands, answers, seen, could: next.map(seenIn) }).toMatchObject({
          could: expect.arrayContaining([seen]),
        });
      }
    };
    await fc.assert(fc.asyncProperty(batches, run), { numRuns: 8, seed: 20261122 });
  });
});
