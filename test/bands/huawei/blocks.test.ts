/** Blocks by index, from a band that says whatever it likes. */
import { expect, test } from '@jest/globals';
import { countAnswer } from '../../../miniprogram/bands/huawei/history/block-request';
import { Blocks } from '../../../miniprogram/bands/huawei/history/blocks';
import type { Dialogue } from '../../../miniprogram/bands/huawei/wire/dialogue';
import { parseTlvs } from '../../../miniprogram/bands/huawei/wire/tlv';
import { must } from '../../helpers/vectors';

const COUNT = 0xffff;

test('as many blocks as a band can claim, all broken: each is asked for twice, in no time', async () => {
  const fault = { reason: 'checksum', hex: '5a' };
  let asked = 0;
  const dialogue = {
    ask: async () => must(parseTlvs(countAnswer(COUNT))),
    request: async () => void asked++,
    packet: async () => ({ reason: 'checksum', fault }),
  } as unknown as Dialogue;
  const names = { count: 'stepCount', block: 'stepBlock' } as const;
  const blocks = await Blocks.open(dialogue, names, 0, 1);
  let faults = 0;
  for (let block = await blocks.take(); block !== null; block = await blocks.take()) {
    if (block?.fault) faults++;
  }
  expect([asked, faults, blocks.gap]).toEqual([2 * COUNT, COUNT, true]);
});
