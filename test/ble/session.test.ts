import { describe, expect, test } from '@jest/globals';
import {
  BleError,
  type Characteristic,
  type CloseReason,
  type GattCharacteristic,
  type Link,
  uuid,
} from '../../miniprogram/ble/link';
import { openSession } from '../../miniprogram/ble/link-session';
import type { SessionOptions } from '../../miniprogram/ble/session';
import { createVirtualClock, type VirtualClock } from '../../tools/harness/clock';

const A: Characteristic = { service: uuid('fee7'), characteristic: uuid('fec7') };
const B: Characteristic = { service: uuid('fee7'), characteristic: uuid('fec8') };
const C: Characteristic = { service: uuid('fee7'), characteristic: uuid('fec9') };
const NOWHERE: Characteristic = { service: uuid('fee7'), characteristic: uuid('ffff') };

const declared = (at: Characteristic, what: Partial<GattCharacteristic>): GattCharacteristic => ({
  ...at,
  read: false,
  write: false,
  writeNoResponse: false,
  notify: false,
  indicate: false,
  ...what,
});

/** A link that does as it is told: every operation is written down and answered by the test. */
class ScriptedLink implements Link {
  readonly deviceId = 'device';
  payload = 20;
  readonly log: string[] = [];
  /** What the next operations do; a missing one succeeds at once. */
  readonly script: (() => Promise<unknown>)[] = [];
  value: (at: Characteristic, value: Uint8Array) => void = () => undefined;
  lose: (reason: CloseReason) => void = () => undefined;
  gatt = [
    declared(A, { read: true, write: true }),
    declared(B, { notify: true, indicate: true, writeNoResponse: true }),
  ];

  private async perform<T>(what: string, result: T): Promise<T> {
    this.log.push(what);
    await this.script.shift()?.();
    return result;
  }
  requestPayload(bytes: number) {
    this.payload = bytes;
    return this.perform(`payload ${bytes}`, bytes);
  }
  discover() {
    return this.perform('discover', this.gatt);
  }
  read() {
    return this.perform('read', Uint8Array.of(1));
  }
  async write(_: Characteristic, value: Uint8Array, response: boolean | undefined) {
    const kind = response === undefined ? ' as the phone likes' : response ? '' : ' unanswered';
    await this.perform(`write ${value.length}${kind}`, null);
  }
  async subscribe(_: Characteristic, kind: string) {
    await this.perform(kind, null);
  }
  onValue(listener: (at: Characteristic, value: Uint8Array) => void) {
    this.value = listener;
  }
  onClose(listener: (reason: CloseReason) => void) {
    this.lose = listener;
  }
  async close() {
    await this.perform('close', null);
    this.lose('requested');
  }
}

const never = () => new Promise<void>(() => undefined);
const failWith = (code: 'system' | 'not-supported') => () =>
  Promise.reject(new BleError(code, 'scripted'));

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'fine',
    (error: unknown) => (error instanceof BleError ? error.code : String(error)),
  );

async function setUp(options: Partial<SessionOptions> = {}) {
  const clock = createVirtualClock();
  const link = new ScriptedLink();
  const session = await clock.run(openSession(link, { clock, ...options }));
  link.log.length = 0;
  return { clock, link, session };
}

/** Lets `ms` pass and tells how long the work took, or "stuck". */
async function took(clock: VirtualClock, work: Promise<unknown>): Promise<number> {
  const began = clock.now();
  await clock.run(work.catch(() => undefined));
  return clock.now() - began;
}

describe('the table', () => {
  const general = [declared({ ...A, service: uuid('1800') }, { read: true })];
  const wanted = [declared(A, { read: true })];
  const opened = async (tables: (GattCharacteristic[] | 'no-service' | 'disconnected')[]) => {
    const clock = createVirtualClock();
    const link = new ScriptedLink();
    link.discover = async () => {
      const table = tables.length > 1 ? tables.shift()! : tables[0]!;
      if (typeof table === 'string') throw new BleError(table, 'scripted');
      return table;
    };
    const enough = (gatt: readonly GattCharacteristic[]) =>
      gatt.some((one) => one.service === A.service);
    const began = clock.now();
    const session = openSession(link, { clock, enough });
    const code = await clock.run(codeOf(session));
    return { code, took: clock.now() - began, session };
  };

  test.each([
    ['only general services', general],
    ['nothing', []],
    ['an error', 'no-service' as const],
  ])('%s at first is "not yet"', async (_, first) => {
    const { code, took, session } = await opened([first, first, wanted]);
    expect([code, took]).toEqual(['fine', 600]);
    expect((await session).gatt).toEqual(wanted);
  });

  test('is waited for no longer than five seconds; what there is then is judged by whoever asked', async () => {
    const { code, took, session } = await opened([general]);
    expect(code).toBe('fine');
    expect((await session).gatt).toEqual(general);
    expect(took).toBeLessThanOrEqual(5000);
    expect(await opened(['no-service'])).toMatchObject({ code: 'no-service' });
  });

  test('of a lost link is not waited for', async () => {
    expect(await opened(['disconnected'])).toMatchObject({ code: 'disconnected', took: 0 });
  });
});

describe('operations', () => {
  test('every session discovers for itself; failing to closes the link', async () => {
    const clock = createVirtualClock();
    const link = new ScriptedLink();
    link.script.push(never);
    expect(await clock.run(codeOf(openSession(link, { clock })))).toBe('timeout');
    expect(link.log).toEqual(['discover', 'close']);
  });

  test('one at a time, in order', async () => {
    const { clock, link, session } = await setUp();
    const slow = () => new Promise<void>((resolve) => clock.after(50, resolve));
    link.script.push(slow, slow);
    const order: string[] = [];
    await clock.run(
      Promise.all([
        session.read(A).then(() => order.push(`read at ${link.log.length}`)),
        session.write(A, new Uint8Array(3)).then(() => order.push(`write at ${link.log.length}`)),
        session.subscribe(B).then(() => order.push(`subscribe at ${link.log.length}`)),
      ]),
    );
    expect(link.log).toEqual(['read', 'write 3', 'indication']);
    expect(order).toHaveLength(3);
  });

  test('R11-4 an operation without callback ends by its deadline, and the queue goes on', async () => {
    const { clock, link, session } = await setUp();
    link.script.push(never, never, never);
    const codes = [
      codeOf(session.write(A, new Uint8Array(1))),
      codeOf(session.read(A)),
      codeOf(session.subscribe(B)),
      codeOf(session.read(A)),
    ];
    expect(await took(clock, Promise.all(codes))).toBe(15_000);
    expect(await Promise.all(codes)).toEqual(['timeout', 'timeout', 'timeout', 'fine']);
  });

  test('R11-4 a chunk that is never confirmed may have arrived: the rest follows, then it is told', async () => {
    const { clock, link, session } = await setUp();
    link.script.push(never);
    expect(await clock.run(codeOf(session.writeChunks(A, new Uint8Array(50))))).toBe('timeout');
    expect(link.log).toEqual(['write 20', 'write 20', 'write 10']);
  });

  test('a deadline may be shorter for one write', async () => {
    const { clock, link, session } = await setUp();
    link.script.push(never);
    const write = session.write(A, new Uint8Array(1), { deadlineMs: 300 });
    expect(await took(clock, write)).toBe(300);
  });

  test('chunks are as large as the link allows, and nothing comes between them', async () => {
    const { clock, link, session } = await setUp();
    const bytes = new Uint8Array(50);
    await clock.run(Promise.all([session.writeChunks(A, bytes), session.read(A)]));
    expect(await clock.run(session.raisePayload(244))).toBe(244);
    expect(await clock.run(session.raisePayload(100))).toBe(244);
    await clock.run(session.writeChunks(A, bytes));
    expect(link.log).toEqual([
      'write 20',
      'write 20',
      'write 10',
      'read',
      'payload 244',
      'write 50',
    ]);
  });

  test("the kind of write is the driver's word, where the band takes both kinds", async () => {
    const { clock, link, session } = await setUp();
    link.gatt.push(declared(C, { write: true, writeNoResponse: true }));
    await clock.run(session.write(A, new Uint8Array(1), { response: false }));
    await clock.run(session.write(B, new Uint8Array(2), { response: true }));
    await clock.run(session.write(C, new Uint8Array(3), { response: true }));
    await clock.run(session.write(C, new Uint8Array(4), { response: false }));
    await clock.run(session.write(C, new Uint8Array(5)));
    expect(link.log).toEqual([
      'write 1',
      'write 2 unanswered',
      'write 3',
      'write 4 unanswered',
      'write 5 as the phone likes',
    ]);
  });

  test('10007: a kind of write that is declared and refused is not tried again', async () => {
    const { clock, link, session } = await setUp();
    link.gatt.push(declared(C, { write: true, writeNoResponse: true }));
    link.script.push(failWith('not-supported'));
    await clock.run(session.write(C, new Uint8Array(1), { response: true }));
    await clock.run(session.write(C, new Uint8Array(2), { response: true }));
    expect(link.log).toEqual(['write 1', 'write 1 unanswered', 'write 2 unanswered']);
    link.script.push(failWith('not-supported'));
    expect(await clock.run(codeOf(session.write(A, new Uint8Array(3))))).toBe('not-supported');
  });

  test('a long write that is refused goes again in short ones, and so does what follows', async () => {
    const { clock, link, session } = await setUp();
    await clock.run(session.raisePayload(244));
    link.script.push(failWith('system'), failWith('system'));
    await clock.run(session.writeChunks(A, new Uint8Array(50)));
    expect(session.payload).toBe(20);
    await clock.run(session.writeChunks(A, new Uint8Array(30)));
    expect(link.log).toEqual([
      'payload 244',
      'write 50',
      'write 50',
      'write 20',
      'write 20',
      'write 10',
      'write 20',
      'write 10',
    ]);
  });

  test('an iPhone that never answers a long write gets short ones from then on', async () => {
    const { clock, link, session } = await setUp();
    await clock.run(session.raisePayload(244));
    link.script.push(never);
    expect(await clock.run(codeOf(session.writeChunks(A, new Uint8Array(50))))).toBe('timeout');
    expect(session.payload).toBe(20);
  });

  test('where long values have gone through, one that fails changes nothing', async () => {
    const { clock, link, session } = await setUp();
    await clock.run(session.raisePayload(244));
    await clock.run(session.write(A, new Uint8Array(100)));
    link.script.push(never);
    await clock.run(codeOf(session.write(A, new Uint8Array(100))));
    expect(session.payload).toBe(244);
    await clock.run(session.writeChunks(A, new Uint8Array(30), { most: 20 }));
    expect(link.log.slice(-2)).toEqual(['write 20', 'write 10']);
  });

  test('what is optional fails for a lost link only', async () => {
    const { clock, link, session } = await setUp();
    expect(await session.readOptional(NOWHERE)).toEqual(new Uint8Array(0));
    await session.writeOptional(NOWHERE, new Uint8Array(1));
    const refused = failWith('not-supported');
    link.script.push(refused, refused, refused, never, never, never);
    expect(await session.readOptional(A)).toBeNull();
    await session.writeOptional(A, new Uint8Array(1));
    expect(await took(clock, session.readOptional(A))).toBe(4000);
    const late = session.readOptional(A);
    expect(await took(clock, late)).toBe(2000);
    expect(await late).toEqual(Uint8Array.of(1));
    link.script.push(never);
    const reading = codeOf(session.readOptional(A));
    await clock.advance(10);
    link.lose('lost');
    expect(await reading).toBe('disconnected');
  });

  test('what the band does not have fails at once, without a call', async () => {
    const { link, session } = await setUp();
    expect(await codeOf(session.read(NOWHERE))).toBe('no-characteristic');
    expect(await codeOf(session.write(NOWHERE, new Uint8Array(1)))).toBe('no-characteristic');
    expect(await codeOf(session.subscribe(NOWHERE))).toBe('no-characteristic');
    expect(link.log).toEqual([]);
  });

  test('10008: what the system refuses is asked of it once more, anywhere in a dialogue', async () => {
    const { clock, link, session } = await setUp();
    const once = (run: () => Promise<unknown>) => {
      link.script.push(failWith('system'));
      return took(clock, run());
    };
    expect(await once(() => session.write(A, new Uint8Array(1)))).toBe(200);
    expect(await once(() => session.subscribe(B))).toBe(200);
    expect(await once(() => session.read(A))).toBe(200);
    const twice = ['write 1', 'indication', 'read'].flatMap((what) => [what, what]);
    expect(link.log).toEqual(twice);
    link.script.push(failWith('system'), failWith('system'));
    expect(await clock.run(codeOf(session.read(A)))).toBe('system');
  });

  test('a phone that never answers about larger values leaves what is in force', async () => {
    const { clock, link, session } = await setUp();
    link.requestPayload = () => new Promise<number>(() => undefined);
    expect(await clock.run(session.raisePayload(244))).toBe(20);
    await clock.run(session.writeChunks(A, new Uint8Array(30)));
    expect(link.log).toEqual(['write 20', 'write 10']);
  });

  test('a value that does not fit is not written: an iPhone would never answer', async () => {
    const { clock, link, session } = await setUp();
    expect(await clock.run(codeOf(session.write(A, new Uint8Array(21))))).toBe('not-supported');
    expect(link.log).toEqual([]);
  });

  test('other refusals are not tried again', async () => {
    const { clock, link, session } = await setUp();
    await clock.run(session.subscribe(B, 'notification'));
    link.script.push(failWith('not-supported'));
    expect(await clock.run(codeOf(session.write(A, new Uint8Array(1))))).toBe('not-supported');
    expect(link.log).toEqual(['notification', 'write 1']);
  });

  test('no gaps by default; a driver may declare them', async () => {
    const { clock, session } = await setUp();
    expect(await took(clock, session.writeChunks(A, new Uint8Array(60)))).toBe(0);
    session.pace({ afterSubscribeMs: 120, betweenWritesMs: 30 });
    expect(await took(clock, session.subscribe(B))).toBe(120);
    expect(await took(clock, session.writeChunks(A, new Uint8Array(60)))).toBe(60);
    await clock.advance(10);
    expect(await took(clock, session.write(A, new Uint8Array(1)))).toBe(20);
    await clock.advance(1000);
    expect(await took(clock, session.write(A, new Uint8Array(1)))).toBe(0);
  });

  test('a phone whose clock is set back in mid-sync waits no longer for it', async () => {
    const { clock, link } = await setUp();
    let back = 0;
    const set = { ...clock, now: () => clock.now() - back };
    const session = await openSession(link, { clock: set });
    session.pace({ betweenWritesMs: 30 });
    await clock.run(session.write(A, new Uint8Array(1)));
    back = 3_600_000;
    expect(await took(clock, session.write(A, new Uint8Array(1)))).toBe(30);
  });
});

describe('values', () => {
  test('go to whoever waits for their characteristic, in order, also when they were early', async () => {
    const { clock, link, session } = await setUp();
    link.value(B, Uint8Array.of(1));
    link.value(A, Uint8Array.of(9));
    link.value(B, Uint8Array.of(2));
    const values = [session.next(B, 100), session.next(B, 100), session.next(B, 100)];
    link.value(B, Uint8Array.of(3));
    expect(await clock.run(Promise.all(values))).toEqual([1, 2, 3].map((n) => Uint8Array.of(n)));
    expect(await clock.run(session.next(A, 100))).toEqual(Uint8Array.of(9));
  });

  test('silence ends the wait, and a late value is for the next one who asks', async () => {
    const { clock, link, session } = await setUp({ inactivityMs: 700 });
    expect(await took(clock, session.next(B, 250))).toBe(250);
    const wait = session.next(B);
    expect(await took(clock, wait)).toBe(700);
    expect(await codeOf(wait)).toBe('timeout');
    link.value(B, Uint8Array.of(4));
    expect(await clock.run(session.next(B))).toEqual(Uint8Array.of(4));
  });

  test('a flood costs no memory, and draining forgets', async () => {
    const { clock, link, session } = await setUp();
    for (let n = 0; n < 10_000; n++) link.value(B, Uint8Array.of(n & 255));
    expect(await clock.run(session.next(B))).toEqual(Uint8Array.of(0));
    session.drain(B);
    expect(await clock.run(codeOf(session.next(B, 10)))).toBe('timeout');
  });
});

describe('the end', () => {
  test.each(['lost', 'adapter-off'] as const)(
    '%s ends every wait and every operation',
    async (why) => {
      const { clock, link, session } = await setUp();
      const reasons: string[] = [];
      session.onClose((reason) => reasons.push(reason));
      link.script.push(never);
      const codes = Promise.all(
        [session.read(A), session.write(A, new Uint8Array(1)), session.next(B)].map(codeOf),
      );
      await clock.advance(10);
      link.lose(why);
      expect(await codes).toEqual(['disconnected', 'disconnected', 'disconnected']);
      expect([reasons, session.closed]).toEqual([[why], why]);
      session.onClose((reason) => reasons.push(`late ${reason}`));
      expect(reasons).toEqual([why, `late ${why}`]);
    },
  );

  test('nothing resolves after the end, not even what had arrived', async () => {
    const { clock, link, session } = await setUp();
    link.value(B, Uint8Array.of(1));
    await clock.run(session.close());
    link.value(B, Uint8Array.of(2));
    expect(await codeOf(session.next(B))).toBe('disconnected');
    expect(await codeOf(session.read(A))).toBe('disconnected');
    expect(session.closed).toBe('requested');
    expect(link.log).toEqual(['close']);
  });

  test('closing ends by itself when the phone never confirms, and leaves no timer', async () => {
    const { clock, link, session } = await setUp();
    link.script.push(never);
    await clock.run(session.close());
    await clock.advance(60_000);
    expect(clock.waiting).toBe(0);
  });
});
