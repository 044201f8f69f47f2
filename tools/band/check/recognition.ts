/** Whether a driver is met when its band is near, and only then. */
import type { BandKit, KitAdvertisement } from '../../../miniprogram/bands/kit';
import { DRIVERS, driversFor, driversOf } from '../../../miniprogram/bands/registry';
import { advertisementOf } from '../../../miniprogram/bands/virtual/radio';
import type { Advertisement } from '../../../miniprogram/ble/link';
import { fromHex } from '../../../miniprogram/lib/bytes';
import { modelFor, recognise } from '../../../miniprogram/protocols/index';
import { NOW } from '../../harness/world';
import { judge, type Verdict } from './clauses';

/** What a phone hears. */
export const heard = ({ localName, services, data }: KitAdvertisement): Advertisement => ({
  deviceId: 'kit',
  localName,
  rssi: -60,
  serviceUuids: [...(services ?? [])],
  manufacturerData: fromHex(data ?? '') ?? new Uint8Array(0),
});

const bandsOf = (kit: BandKit) =>
  kit.virtuals.map((virtual) =>
    virtual.create({ now: () => NOW, truth: [], clockError: 0, dense: false }),
  );

/** Every advertisement leads to the driver, by the air or by the connected device. */
export function recognition(kit: BandKit): Verdict {
  const { id } = kit.driver;
  const complaints: string[] = [];
  if (kit.advertisements.length === 0) complaints.push('no advertisement is given');
  for (const sample of kit.advertisements) {
    const name = `"${sample.localName}"`;
    const known = recognise(heard(sample));
    const first = known?.card.id;
    if (sample.source === '') complaints.push(`${name} has no source`);
    if (!known?.candidates.some((card) => card.id === id)) {
      complaints.push(`${name} is not recognised`);
    } else if (first !== (sample.sharedWith ?? id)) {
      complaints.push(`${name} is taken for ${first}`);
    } else if (!modelFor(id, sample.localName)) {
      complaints.push(`${name} is no model of the catalogue (contract/catalogue/models.ts)`);
    }
  }
  for (const [index, band] of bandsOf(kit).entries()) {
    const name = `the virtual band "${kit.virtuals[index]!.name}"`;
    const candidates = recognise(advertisementOf(band))?.candidates ?? [];
    if (!candidates.some((card) => card.id === id)) complaints.push(`${name} is not recognised`);
    const spoken = driversFor(band.gatt, driversOf(candidates))[0]?.id;
    if (spoken !== id) complaints.push(`${name} once connected is taken for ${spoken ?? 'nobody'}`);
  }
  const samples = `${kit.advertisements.length} advertisements`;
  return judge('recognition', complaints, `${samples}, ${kit.virtuals.length} virtual bands`);
}

/** A priority of its own; no other protocol's advertisement or connected band is taken. */
export function collisions(kit: BandKit, all: readonly BandKit[]): Verdict {
  const { id, match } = kit.driver;
  const complaints: string[] = [];
  const twin = DRIVERS.find((other) => other.id !== id && other.match.priority === match.priority);
  if (twin) complaints.push(`priority ${match.priority} belongs to ${twin.id}`);
  const others = all.filter((other) => other.driver.id !== id);
  for (const other of others) {
    for (const sample of other.advertisements) {
      const taken = recognise(heard(sample))?.card.id === id && sample.sharedWith !== id;
      if (taken) complaints.push(`takes "${sample.localName}" of ${other.driver.id}`);
    }
    for (const band of bandsOf(other)) {
      if (driversFor(band.gatt)[0]?.id === id) {
        complaints.push(`takes the connected ${band.localName} of ${other.driver.id}`);
      }
    }
  }
  return judge(
    'collisions',
    complaints,
    `priority ${match.priority}, ${others.length} others left alone`,
  );
}
