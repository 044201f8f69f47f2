/** What `helpers/test-runner.cjs` is for: nothing follows promises, of this file or of those before it. */
import { executionAsyncId } from 'node:async_hooks';
import { expect, test } from '@jest/globals';

test('no promise is followed from one file to the next', async () => {
  // Where anything follows promises, what goes on after one has a number.
  await Promise.resolve();
  expect(executionAsyncId()).toBe(0);
});
