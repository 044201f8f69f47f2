/** One connection of a phone to a real band. What was discovered and is told ends with it. */
import type { RealBand } from '../../hub/real/real-band';
import { bufferOf } from '../call';
import type { LinkEvents } from '../link-calls';
import { refusal, step } from './numbers';
import { type Found, Table } from './table';

export class RealLink {
  readonly table: Table;

  /** @param gone called once, when the connection is lost. */
  constructor(
    readonly band: RealBand,
    private readonly events: Pick<LinkEvents, 'value' | 'heard'>,
    private readonly gone: () => void,
  ) {
    this.table = new Table(band, (found, value) => this.told(found, value));
    band.device.addEventListener('gattserverdisconnected', this.lost);
  }

  async read(found: Found): Promise<void> {
    if (!found.web.properties.read) throw refusal(10007, 'property not support');
    found.reading = true;
    try {
      // Its value comes as an event, before this is done.
      await step('value', found.web.readValue());
    } finally {
      found.reading = false;
    }
  }

  async write(found: Found, type: 'write' | 'writeNoResponse', value: Uint8Array): Promise<void> {
    const { web } = found;
    const { write, writeWithoutResponse } = web.properties;
    if (!(type === 'write' ? write : writeWithoutResponse)) {
      throw refusal(10007, 'property not support');
    }
    const at = placeIn(found);
    const dir = type === 'write' ? 'write' : 'write-no-response';
    this.band.said(dir, at, value);
    this.events.heard({ deviceId: this.band.id, dir, at, value });
    const buffer = bufferOf(value);
    const written =
      type === 'write' ? web.writeValueWithResponse(buffer) : web.writeValueWithoutResponse(buffer);
    await step('value', written);
  }

  /** Web Bluetooth chooses between notifications and indications itself: the former where both are. */
  async notify({ web }: Found, on: boolean): Promise<void> {
    const { notify, indicate } = web.properties;
    if (!notify && !indicate) throw refusal(10007, 'property not support');
    await step('value', on ? web.startNotifications() : web.stopNotifications());
  }

  /** Nothing is told any more. */
  end(): void {
    this.band.device.removeEventListener('gattserverdisconnected', this.lost);
  }

  /** An event that comes late is of the connection before. */
  private readonly lost = (): void => {
    if (this.band.server.connected) return;
    this.end();
    this.gone();
  };

  private told(found: Found, value: Uint8Array): void {
    const { notify } = found.web.properties;
    const at = placeIn(found);
    const dir = found.reading ? 'read' : notify ? 'notify' : 'indicate';
    this.band.said(dir, at, value);
    this.events.heard({ deviceId: this.band.id, dir, at, value });
    this.events.value({ deviceId: this.band.id, ...found.place, value: bufferOf(value) });
  }
}

const placeIn = ({ place, web }: Found) => ({
  service: place.serviceId.toLowerCase(),
  characteristic: web.uuid,
});
