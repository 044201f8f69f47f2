/** The services and characteristics of one connection to a real band, as far as they were asked for. */
import type { RealBand } from '../../hub/real/real-band';
import type { WebCharacteristic, WebService } from '../../hub/real/web-bluetooth';
import { uuid } from '../uuid';
import { refusal, step } from './numbers';

export interface Place {
  serviceId: string;
  characteristicId: string;
}

/** A characteristic that was discovered. */
export interface Found {
  /** As `wx` writes them: 128 bits, upper case. */
  place: Place;
  web: WebCharacteristic;
  /** A read is under way. */
  reading: boolean;
}

export class Table {
  private services: ReadonlyMap<string, WebService> = new Map();
  private readonly found = new Map<string, Map<string, Found>>();

  constructor(
    private readonly band: RealBand,
    private readonly told: (found: Found, value: Uint8Array) => void,
  ) {}

  /** UUIDs of the services that this page may touch; of two of the same one, the first. */
  async discoverServices(): Promise<string[]> {
    const list = await step('services', this.band.server.getPrimaryServices());
    this.services = new Map([...list].reverse().map((service) => [service.uuid, service]));
    return [...new Set(list.map((service) => service.uuid))];
  }

  async discover(serviceId: string): Promise<Found[]> {
    const id = uuid(serviceId);
    const service = this.services.get(id);
    if (!service) throw refusal(10004, 'no service');
    const list = await service.getCharacteristics().catch((error: DOMException) => {
      if (error.name === 'NotFoundError') return [];
      return step('characteristics', Promise.reject(error));
    });
    const found = this.found.get(id) ?? new Map<string, Found>();
    // Asked again the browser gives the same objects, and each must tell a value once.
    for (const web of list) if (!found.has(web.uuid)) found.set(web.uuid, this.listen(id, web));
    this.found.set(id, found);
    return [...found.values()];
  }

  /** What was discovered there; refuses as WeChat does when it was not. */
  at(serviceId: string, characteristicId: string): Found {
    const inside = this.found.get(uuid(serviceId));
    if (!this.services.has(uuid(serviceId))) throw refusal(10004, 'no service');
    const one = inside?.get(uuid(characteristicId));
    if (!one) throw refusal(10005, 'no characteristic');
    return one;
  }

  private listen(service: string, web: WebCharacteristic): Found {
    const place = {
      serviceId: service.toUpperCase(),
      characteristicId: web.uuid.toUpperCase(),
    };
    const found: Found = { place, web, reading: false };
    // The object tells nothing after its connection.
    web.addEventListener('characteristicvaluechanged', () => {
      const { value } = web;
      if (value) this.told(found, bytesIn(value));
    });
    return found;
  }
}

/** A copy: the browser may hand out a view of something larger. */
const bytesIn = ({ buffer, byteOffset, byteLength }: DataView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength).slice();
