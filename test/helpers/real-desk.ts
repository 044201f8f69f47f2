import type { BandKit, KitVirtual } from '../../miniprogram/bands/kit';
import { createVirtualRadio } from '../../miniprogram/bands/virtual/radio';
import { createWxRadio } from '../../miniprogram/ble/wx-radio';
import { createVirtualClock } from '../../tools/harness/clock';
import { leanWeek } from '../../tools/harness/scene';
import { Kept, sync } from '../../tools/harness/sync';
import { NOW, Pocket, sameRandom } from '../../tools/harness/world';
import { pick } from '../../tools/preview/hub/real/pick';
import { RADIO } from '../../tools/start/radio';
import { webBluetooth } from './web-bluetooth';
import { webPhone } from './web-phone';

/** A laptop with a phone on it, and one band of this kind beside it that has walked a week. */
export async function realDesk(kit: BandKit, virtual: KitVirtual) {
  const clock = createVirtualClock(NOW * 1000);
  const band = virtual.create({
    now: () => clock.now() / 1000,
    truth: leanWeek(),
    clockError: 0,
    dense: false,
    sleep: true,
  });
  const air = createVirtualRadio({ clock, bands: [band] });
  const web = webBluetooth(air, [band]);
  const phone = webPhone(clock);
  const picked = (await clock.run(pick(web.bluetooth, phone.bands, RADIO)))!;
  const radio = createWxRadio(phone.wx, clock);
  const secret = new Pocket();
  const given = { random: sameRandom(), secret };
  const context = { ...given, ...(kit.vendorAuth && { vendorAuth: kit.vendorAuth }) };
  const kept = new Kept();
  const once = (deviceId: string) =>
    clock.run(sync({ radio, clock, deviceId, driver: kit.driver, kept, context }));
  return { clock, band, air, web, phone, picked, radio, kept, secret, once };
}
