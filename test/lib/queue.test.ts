import { describe, expect, test } from '@jest/globals';
import { deadline } from '../../miniprogram/lib/deadline';
import { serialQueue } from '../../miniprogram/lib/queue';
import { createVirtualClock } from '../../tools/harness/clock';

describe('serial queue', () => {
  test('one at a time, in order, and a failure stops nobody else', async () => {
    const clock = createVirtualClock();
    const queue = serialQueue();
    const log: string[] = [];
    const task = (name: string, ms: number) => async () => {
      log.push(`${name} begins`);
      await new Promise<void>((resolve) => clock.after(ms, resolve));
      log.push(`${name} ends`);
      if (name === 'b') throw new Error('b failed');
      return name;
    };
    const all = Promise.allSettled([
      queue(task('a', 20)),
      queue(task('b', 10)),
      queue(task('c', 1)),
    ]);
    const results = await clock.run(all);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });
});

describe('deadline', () => {
  const late = () => new Error('late');

  test('work that is in time, and leaves no timer', async () => {
    const clock = createVirtualClock();
    expect(await deadline(clock.after, 100, Promise.resolve(7), late)).toBe(7);
    await expect(deadline(clock.after, 100, Promise.reject(late()), late)).rejects.toThrow('late');
    expect(clock.waiting).toBe(0);
  });

  test('work that never ends, or ends too late and badly', async () => {
    const clock = createVirtualClock();
    const never = deadline(clock.after, 100, new Promise<void>(() => undefined), late);
    await expect(clock.run(never)).rejects.toThrow('late');
    const bad = new Promise<void>((_, reject) => clock.after(200, () => reject(new Error('bad'))));
    await expect(clock.run(deadline(clock.after, 100, bad, late))).rejects.toThrow('late');
    await clock.advance(500);
  });
});
