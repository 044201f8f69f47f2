import { expect, test } from '@jest/globals';
import { Ahead } from '../../../miniprogram/bands/common/ahead';
import { answerOf, type Heard, retry } from '../../../miniprogram/bands/common/exchange';
import { once } from '../../../miniprogram/bands/common/once';
import { faultOf } from '../../../miniprogram/protocols/driver';

const fault = faultOf('checksum', Uint8Array.of(0xff));

test('a request is said again until it is answered, each time as long as it is told to wait', async () => {
  const heard: Heard<number>[] = [null, { fault }, { answer: 0 }];
  const waited: number[] = [];
  const answer = await retry([1, 2, 3, 4], async (timeoutMs) => {
    waited.push(timeoutMs);
    return heard.shift()!;
  });
  // 0 is an answer too.
  expect(answerOf('steps', answer)).toBe(0);
  expect(waited).toEqual([1, 2, 3]);
});

test('damage is told where there was any, silence where there was nothing else', async () => {
  const damaged = await retry([1, 2], async (timeoutMs) => (timeoutMs === 1 ? { fault } : null));
  expect(() => answerOf('steps', damaged)).toThrow('steps: broken answer');
  const silent = await retry([1, 2], async () => null);
  expect(() => answerOf('steps', silent)).toThrow('steps: no answer');
});

test('what was begun ahead is taken once; its failure is told to whoever asks for it', async () => {
  const ahead = new Ahead<number>();
  ahead.begin(Promise.resolve(1));
  expect(await ahead.take(async () => 2)).toBe(1);
  expect(await ahead.take(async () => 2)).toBe(2);
  ahead.begin(Promise.reject(new Error('lost')));
  await expect(ahead.take(async () => 3)).rejects.toThrow('lost');
  expect(await ahead.take(async () => 3)).toBe(3);
});

test('a release is made once, and again when it failed', async () => {
  let tries = 0;
  const release = once(async () => {
    if (++tries === 1) throw new Error('lost');
  });
  await expect(release()).rejects.toThrow('lost');
  await release();
  await release();
  expect(tries).toBe(2);
});
