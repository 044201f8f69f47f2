/** What a band need not answer costs nothing but itself, in protocols that ask for it by command. */
import { expect, test } from '@jest/globals';
import { COMMANDS as CODOON } from '../../miniprogram/bands/codoon/codec';
import { COMMANDS as IHEALTH } from '../../miniprogram/bands/ihealth/messages';
import { COMMANDS as LEFUN } from '../../miniprogram/bands/lefun/codec';
import type { Fates, Frame } from '../../miniprogram/bands/virtual/faults';
import { difference } from '../../tools/band/check/truth';
import { leanWeek, scene } from '../../tools/harness/scene';
import { KITS } from '../helpers/loss';

/** Where the command stands in a frame of the band. */
const codoon = (command: number) => (value: Uint8Array) => value[1] === (command | 0x80);
const lefun = (command: number) => (value: Uint8Array) => value[2] === command;
const ihealth = (command: number) => (value: Uint8Array) => value[5] === command;

test.each<[string, string, (value: Uint8Array) => boolean]>([
  ['codoon', 'version', codoon(CODOON.version)],
  ['codoon', 'battery', codoon(CODOON.alarmAndBattery)],
  ['codoon', 'user', codoon(CODOON.readUser)],
  ['codoon', 'setting of a user', codoon(CODOON.writeUser)],
  ['lefun', 'battery', lefun(LEFUN.battery)],
  ['ihealth', 'state', ihealth(IHEALTH.state)],
  ['ihealth', 'profile', ihealth(IHEALTH.getProfile)],
])('%s without an answer about its %s: the week as it was walked', async (id, _, isAbout) => {
  const kit = KITS.find(({ driver }) => driver.id === id)!;
  const [virtual] = kit.virtuals;
  const stage = scene(kit, virtual!);
  let lost = 0;
  const fates: Fates = ({ operation, value }: Frame) => {
    if (operation !== 'value' || !isAbout(value)) return 'deliver';
    lost++;
    return 'lose';
  };
  const { error } = await stage.once({ fates, context: { goal: 9000 } });
  expect(error).toBeUndefined();
  expect(lost).toBeGreaterThan(0);
  expect(difference(virtual!, stage.kept, leanWeek())).toBeNull();
});
