/** What no compiler of WeChat's checks; it needs none of them, so it runs with every test. */
import { expect, test } from '@jest/globals';
import { checkWiring } from '../../../tools/wechat/wiring';

test('every tag is registered and used, every handler is there, behaviors made by a function too', async () => {
  expect(await checkWiring()).toEqual([]);
});
