/** What a phone has heard of the devices around it, report by report. */
import { type Advertisement, uuid } from '../../ble/link';

/**
 * Everything a device said so far, after one more report: the advertisement and the answer to a scan
 * may come apart, with the name in one and the address in the other. The fuller of each part counts,
 * of two as full the later one.
 */
export function merged(before: Advertisement | undefined, now: Advertisement): Advertisement {
  if (!before) return now;
  const services = new Set([...before.serviceUuids, ...now.serviceUuids].map(uuid));
  const { manufacturerData: old, localName: name } = before;
  return {
    ...now,
    // A name may be cut short in one of the two packets.
    localName: name.startsWith(now.localName) ? name : now.localName,
    rssi: now.rssi ?? before.rssi,
    serviceUuids: [...services],
    manufacturerData: now.manufacturerData.length >= old.length ? now.manufacturerData : old,
  };
}

/** Merges every report of a device with those before it; the result is the device as it is known. */
export function listener(): (report: Advertisement) => Advertisement {
  const known = new Map<string, Advertisement>();
  return (report) => {
    const all = merged(known.get(report.deviceId), report);
    known.set(report.deviceId, all);
    return all;
  };
}

/** The strongest first, those of unknown strength last. */
export const byStrength = (
  a: Pick<Advertisement, 'rssi'>,
  b: Pick<Advertisement, 'rssi'>,
): number => strength(b) - strength(a);

const strength = ({ rssi }: Pick<Advertisement, 'rssi'>): number => rssi ?? -128;
