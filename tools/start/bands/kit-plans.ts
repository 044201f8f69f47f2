/** The virtual bands of all protocols, as each folder's kit.ts makes them. */
import type { BandKit, KitVirtual } from '../../../miniprogram/bands/kit';
import { made } from '../../../miniprogram/bands/kit/made';
import type { Peripheral } from '../../../miniprogram/bands/virtual/peripheral';
import { crc32 } from '../../../miniprogram/lib/crc32';
import { utf8Encode } from '../../../miniprogram/lib/utf8';
import { cardOf, recognise } from '../../../miniprogram/protocols/index';
import type { BoxCode } from '../../preview';
import { boxCode } from './box-code';
import type { Plan } from './offer';

/** A protocol's kit on disk; a broken one throws when it is loaded. */
export interface KitModule {
  id: string;
  load(): BandKit;
}

/** @param broken called for a kit that cannot be loaded. */
export function kitPlans(
  kits: readonly KitModule[],
  broken: (id: string, error: unknown) => void,
): Plan[] {
  return kits.flatMap(({ id, load }) => {
    try {
      const kit = load();
      return kit.virtuals.map((virtual) => planOf(kit, virtual));
    } catch (error) {
      broken(id, error);
      return [];
    }
  });
}

function planOf({ driver }: BandKit, virtual: KitVirtual): Plan {
  const id = `${driver.id}-${virtual.name}`.replace(/[^A-Za-z0-9]+/g, '-');
  return {
    id,
    protocol: `${driver.id} · ${virtual.name}`,
    speaks: driver.id,
    registered: cardOf(driver.id) !== undefined,
    seed: crc32(utf8Encode(id)),
    create(options) {
      const { now, truth, pairing, clockError } = options;
      // As a worn band: one that stores no idle minute has more pieces than a sync takes at once.
      const band = made(virtual, { now, truth, pairing, clockError, dense: true });
      const deviceId = ADDRESS.test(band.deviceId) ? band.deviceId : options.deviceId;
      return { band, deviceId, ...shownBy(band, deviceId) };
    },
  };
}

const ADDRESS = /^([0-9A-F]{2}:){5}[0-9A-F]{2}$/;

/** What its advertisement says: a person's word for it, and a code for its box. */
function shownBy(band: Peripheral, deviceId: string): { title: string; code: BoxCode | null } {
  const { localName, serviceUuids, manufacturerData } = band;
  const known = recognise({
    deviceId,
    localName,
    serviceUuids: [...serviceUuids],
    manufacturerData,
    rssi: 0,
  });
  const model = known?.model;
  const serial = known?.serial;
  return {
    title: model?.name.en ?? localName,
    code: model && serial ? boxCode(model.id, serial) : null,
  };
}
