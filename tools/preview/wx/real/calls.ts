/**
 * The calls of `wx` about a real band, over Web Bluetooth. What it cannot do is refused: it asks for
 * no MTU and tells none, and has a signal strength only where advertisements can be watched.
 */
import type { RealBand } from '../../hub/real/real-band';
import { bytesOf, type Options, text } from '../call';
import type { LinkCalls, LinkEvents } from '../link-calls';
import { RealLink } from './link';
import { refusal, step } from './numbers';

export interface RealWorld {
  /** The phone that calls. */
  phone: { readonly id: string; readonly platform: string };
  find(deviceId: string): RealBand | undefined;
  events: LinkEvents;
  /** Runs later; the removal is what it returns. */
  after(ms: number, task: () => void): () => void;
}

/** WeChat's limit is the caller's; without one an attempt would go on for ever. */
const CONNECT_MS = 10_000;
/** What every connection has at least: systems negotiate more and tell nobody. */
const LEAST_MTU = 23;
/** Web Bluetooth takes no longer value, and no attribute has one. */
const MOST_BYTES = 512;
const UNKNOWN_RSSI = 127;
const TYPES = ['write', 'writeNoResponse'] as const;

export interface RealCalls extends LinkCalls {
  /** Bluetooth goes off, or is closed: every connection ends. @param tell whether the app hears of it. */
  end(tell: boolean): void;
}

export function realCalls({ phone, find, events, after }: RealWorld): RealCalls {
  const links = new Map<string, RealLink>();

  const linked = (options: Options): RealLink => {
    const link = links.get(text(options.deviceId));
    if (!link) throw refusal(10006, 'no connection');
    return link;
  };

  const close = (link: RealLink): void => {
    links.delete(link.band.id);
    link.end();
    link.band.release(phone.id);
  };

  const place = (options: Options) => {
    const link = linked(options);
    const found = link.table.at(text(options.serviceId), text(options.characteristicId));
    return { link, found };
  };

  /** The browser's attempt, ended in time: that has no limit of its own. */
  function attempt(band: RealBand, limitMs: number): Promise<void> {
    const { server } = band;
    return new Promise((resolve, reject) => {
      let late = false;
      const cancel = after(limitMs, () => {
        late = true;
        reject(refusal(10012, 'operate time out'));
      });
      step('connect', server.connect()).then(() => {
        cancel();
        // One that comes about after all would keep the band from everybody.
        if (late && band.holder === null) server.disconnect();
        resolve();
      }, reject);
    });
  }

  return {
    async connect(options) {
      const deviceId = text(options.deviceId);
      const band = find(deviceId);
      if (!band) throw refusal(10002, 'no device');
      if (links.has(deviceId)) throw refusal(-1, 'already connect');
      if (!band.take(phone.id)) throw refusal(10003, 'connection fail');
      try {
        await attempt(band, Number(options.timeout ?? CONNECT_MS));
      } catch (error) {
        band.release(phone.id);
        throw error;
      }
      const link = new RealLink(band, events, () => {
        links.delete(deviceId);
        band.release(phone.id);
        events.ended(deviceId, false);
      });
      links.set(deviceId, link);
      events.connected(deviceId);
    },

    disconnect(options) {
      close(linked(options));
      events.ended(text(options.deviceId), true);
    },

    async services(options) {
      const link = linked(options);
      const ids = await link.table.discoverServices();
      return { services: ids.map((id) => ({ uuid: id.toUpperCase(), isPrimary: true })) };
    },

    async characteristics(options) {
      const link = linked(options);
      const list = await link.table.discover(text(options.serviceId));
      return {
        characteristics: list.map(({ place: { characteristicId }, web: { properties } }) => ({
          uuid: characteristicId,
          properties: {
            read: properties.read,
            write: properties.write || properties.writeWithoutResponse,
            writeDefault: properties.write,
            writeNoResponse: properties.writeWithoutResponse,
            notify: properties.notify,
            indicate: properties.indicate,
          },
        })),
      };
    },

    async read(options) {
      const { link, found } = place(options);
      await link.read(found);
    },

    async write(options) {
      const { link, found } = place(options);
      const { write, writeWithoutResponse } = found.web.properties;
      // Where no type is said, an iPhone prefers the one with a response and Android the other.
      const ios = phone.platform === 'ios' ? write : !writeWithoutResponse;
      const type = TYPES.find((known) => known === options.writeType) ?? TYPES[ios ? 0 : 1];
      const value = bytesOf(options.value);
      if (value.length > MOST_BYTES) throw refusal(10008, 'write characteristic fail');
      await link.write(found, type, value);
    },

    async notify(options) {
      const { link, found } = place(options);
      await link.notify(found, options.state !== false);
    },

    async setMtu(options) {
      linked(options);
      throw refusal(10008, 'not support');
    },

    mtu(options) {
      linked(options);
      return { mtu: LEAST_MTU };
    },

    rssi(options) {
      const { rssi } = linked(options).band.advert;
      if (rssi === UNKNOWN_RSSI) throw refusal(10008, 'no rssi');
      return { RSSI: rssi };
    },

    end(tell) {
      for (const link of [...links.values()]) {
        close(link);
        if (tell) events.ended(link.band.id, false);
      }
    },

    connected: () => [...links].map(([deviceId, { band }]) => ({ deviceId, name: band.name })),
  };
}
