import { expect, test } from '@jest/globals';
import { FETCH } from '../../../miniprogram/bands/mi-band-2/gatt';
import { sameCharacteristic } from '../../../miniprogram/ble/link';
import { scene } from './support';

test('R11-7 an offer that is cut short is asked for again at once', async () => {
  const whole = scene();
  await whole.once();
  const { radio, kept, once } = scene();
  let left = 1;
  radio.setFates(({ operation, at, value }) =>
    operation === 'value' && sameCharacteristic(at, FETCH) && value.length > 3 && left-- > 0
      ? { value: value.subarray(0, 7) }
      : 'deliver',
  );
  expect(await once()).not.toHaveProperty('error');
  expect(left).toBeLessThan(1);
  expect(kept.summary()).toEqual(whole.kept.summary());
});
