/** R11-7: of a full week in hundreds of frames one in 500 is damaged, and costs itself only. */
import { describe, expect, test } from '@jest/globals';
import type { BandKit, KitFrame } from '../../miniprogram/bands/kit';
import { sameCharacteristic } from '../../miniprogram/ble/link';
import type { Fates } from '../../miniprogram/ble/virtual-faults';
import { plausibleWalks } from '../../miniprogram/lib/walks';
import {
  anew,
  missingOf,
  resumed,
  spread,
  troubled,
  undisturbed,
  unlike,
} from '../../tools/band/check/week';
import { NOW } from '../../tools/band/scene';
import { KITS } from '../support/loss';

/** Facts that one frame holds at the most: Lifesense puts twelve hours into a message. */
const MOST_IN_A_FRAME = 12;
const PLACES = 8;
const truth = plausibleWalks({ seed: 7, until: NOW - 700 });

/** Why a protocol has no part in this. */
const NOT: Readonly<Record<string, string>> = {
  'lifesense/A2': 'the band forgets a record when its indication is confirmed',
  'wechat-pedometer/pedometer': 'a total is read, not sent',
  'infinitime/watch': 'a total is read, not sent',
  'bluetooth-sig/with a step counter': 'a total is read, not sent',
};

/** One bit wrong; half of the value where no check would show a bit. */
function damaged(kit: BandKit, { at, value }: KitFrame): Uint8Array {
  const blind = kit.unchecked?.at.some((one) => sameCharacteristic(one, at)) ?? false;
  if (blind) return value.slice(0, value.length >> 1);
  const bit = 37 % (value.length * 8);
  return value.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

describe('one frame in 500 is damaged: only its own data is missing, and it is read again', () => {
  for (const kit of KITS) {
    for (const virtual of kit.virtuals) {
      const name = `${kit.driver.id}/${virtual.name}`;
      if (NOT[name]) continue;
      test(`R11-7 ${name}`, async () => {
        const week = await undisturbed(kit, virtual, { dense: true, truth });
        const { frames } = week.stage;
        const data = frames.flatMap(({ operation }, index) =>
          operation === 'value' && index > frames.length / 4 ? [index] : [],
        );
        const most = Math.max(1, Math.floor(frames.length / 500));
        for (const first of spread(data, PLACES)) {
          const stage = anew(week);
          let hit = 0;
          const fates: Fates = (frame) => {
            const due = hit < most && frame.index >= first + 500 * hit;
            if (!due || frame.operation !== 'value') return 'deliver';
            hit++;
            return { value: damaged(kit, frame) };
          };
          expect(await troubled(week, stage, { fates })).toBeNull();
          const missing = missingOf(stage.kept, week);
          expect(missing.length).toBeLessThanOrEqual(MOST_IN_A_FRAME * hit);
          if (missing.length > 0) expect(stage.kept.faults).not.toEqual([]);
          expect((await resumed(week, stage)) ?? unlike(stage.kept, week)).toBeNull();
        }
      }, 30_000);
    }
  }
});
