/**
 * Web Bluetooth as Chromium has it, over virtual bands: what a page was not granted it does not see,
 * objects die with their connection, one operation at a time, and errors in Chromium's words
 * (third_party/blink/renderer/modules/bluetooth/bluetooth_error.cc).
 */
import type { VirtualRadio } from '../../miniprogram/bands/virtual/radio';
import { BleError, type GattCharacteristic, type Link, uuid } from '../../miniprogram/ble/link';
import type {
  WebBluetooth,
  WebCharacteristic,
  WebDevice,
  WebRequest,
  WebServer,
  WebService,
} from '../../tools/preview/hub/real/web-bluetooth';

/** What desktop systems negotiate by themselves at the least: macOS' 185 octets. */
const PAYLOAD = 182;
/** "Block access to standardized unique identifiers" (WebBluetoothCG/registries, gatt_blocklist.txt). */
const BLOCKLIST = ['2A25', '2A03'].map(uuid);
const FOR_EVER = 2 ** 31;

export const domError = (name: string, message: string): DOMException =>
  new DOMException(message, name);

const notConnected = (what: string) =>
  domError(
    'NetworkError',
    `GATT Server is disconnected. Cannot ${what}. (Re)connect first with \`device.gatt.connect\`.`,
  );
const stale = (what: string, id: string) =>
  domError('InvalidStateError', `${what} with UUID ${id} is no longer valid.`);

function valueError(error: unknown): DOMException {
  const code = error instanceof BleError ? error.code : 'system';
  if (code === 'disconnected') return notConnected('perform GATT operations');
  const permitted = code !== 'not-supported';
  const words = permitted ? 'operation failed for unknown reason' : 'operation not permitted';
  return domError('NotSupportedError', `GATT ${words}.`);
}

class Server implements WebServer {
  link: Link | null = null;
  granted = new Set<string>();
  /** One operation of a device is under way. */
  busy = false;
  private services = new Map<string, Service>();
  private abort: ((error: DOMException) => void) | null = null;

  constructor(
    private readonly device: Device,
    private readonly radio: Pick<VirtualRadio, 'connect'>,
  ) {}

  get connected(): boolean {
    return this.link !== null;
  }

  async connect(): Promise<WebServer> {
    const aborted = new Promise<never>((_, reject) => {
      this.abort = reject;
    });
    const attempt = this.radio.connect(this.device.id, FOR_EVER).catch(() => {
      throw domError('NetworkError', 'Connection failed for unknown reason.');
    });
    const link = await Promise.race([attempt, aborted]).finally(() => {
      this.abort = null;
    });
    await link.requestPayload(PAYLOAD);
    this.link = link;
    this.services = new Map();
    link.onValue((at, value) => this.services.get(at.service)?.arrived(at.characteristic, value));
    link.onClose(() => {
      if (this.link === link) this.link = null;
      this.device.dispatchEvent(new Event('gattserverdisconnected'));
    });
    return this;
  }

  disconnect(): void {
    this.abort?.(domError('AbortError', 'The Bluetooth operation was cancelled.'));
    void this.link?.close();
  }

  async getPrimaryServices(): Promise<WebService[]> {
    const { link } = this;
    if (!link) throw notConnected('retrieve services');
    if (this.granted.size === 0) {
      throw domError('SecurityError', 'Origin is not allowed to access any service.');
    }
    const table = await link.discover();
    const ids = [...new Set(table.map(({ service }) => service))].filter((id) =>
      this.granted.has(id),
    );
    if (ids.length === 0) throw domError('NotFoundError', 'No Services found in device.');
    // The same objects for as long as the connection lasts.
    for (const id of ids) {
      if (!this.services.has(id)) this.services.set(id, new Service(this, link, id, table));
    }
    return ids.map((id) => this.services.get(id)!);
  }

  /** An operation of an object of that connection. */
  async operate<T>(link: Link, id: string, run: () => Promise<T>): Promise<T> {
    if (!this.link) throw notConnected('perform GATT operations');
    if (this.link !== link) throw stale('Characteristic', id);
    if (this.busy) throw domError('NetworkError', 'GATT operation already in progress.');
    this.busy = true;
    try {
      return await run();
    } catch (error) {
      throw valueError(error);
    } finally {
      this.busy = false;
    }
  }
}

class Service implements WebService {
  private readonly characteristics: Characteristic[];

  constructor(
    private readonly server: Server,
    private readonly link: Link,
    readonly uuid: string,
    table: readonly GattCharacteristic[],
  ) {
    this.characteristics = table
      .filter(({ service, characteristic }) => service === uuid && !blocked(characteristic))
      .map((declared) => new Characteristic(server, link, declared));
  }

  arrived(characteristic: string, value: Uint8Array): void {
    this.characteristics.find(({ uuid: id }) => id === characteristic)?.arrived(value);
  }

  async getCharacteristics(): Promise<WebCharacteristic[]> {
    if (!this.server.link) throw notConnected('retrieve characteristics');
    if (this.server.link !== this.link) throw stale('Service', this.uuid);
    if (this.characteristics.length > 0) return [...this.characteristics];
    throw domError('NotFoundError', 'No Characteristics found in service.');
  }
}

const blocked = (id: string): boolean => BLOCKLIST.includes(id);
class Characteristic extends EventTarget implements WebCharacteristic {
  value: DataView | null = null;

  constructor(
    private readonly server: Server,
    private readonly link: Link,
    readonly declared: GattCharacteristic,
  ) {
    super();
  }

  get uuid(): string {
    return this.declared.characteristic;
  }

  get properties() {
    const { writeNoResponse, ...rest } = this.declared;
    return { ...rest, writeWithoutResponse: writeNoResponse };
  }

  arrived(value: Uint8Array): DataView {
    // As browsers may: a view in the middle of something larger.
    const larger = Uint8Array.of(0xee, ...value, 0xee);
    this.value = new DataView(larger.buffer, 1, value.length);
    this.dispatchEvent(new Event('characteristicvaluechanged'));
    return this.value;
  }

  readValue(): Promise<DataView> {
    return this.operate(async () => this.arrived(await this.link.read(this.declared)));
  }

  writeValueWithResponse(value: BufferSource): Promise<void> {
    return this.operate(() => this.link.write(this.declared, bytesOf(value), true));
  }

  writeValueWithoutResponse(value: BufferSource): Promise<void> {
    return this.operate(() => this.link.write(this.declared, bytesOf(value), false));
  }

  async startNotifications(): Promise<void> {
    const { notify, indicate } = this.declared;
    if (!notify && !indicate) throw domError('NotSupportedError', 'GATT Error: Not supported.');
    const kind = notify ? 'notification' : 'indication';
    await this.operate(() => this.link.subscribe(this.declared, kind));
  }

  async stopNotifications(): Promise<void> {
    await this.operate(async () => undefined);
  }

  private operate<T>(run: () => Promise<T>): Promise<T> {
    return this.server.operate(this.link, this.uuid, run);
  }
}

const bytesOf = (value: BufferSource): Uint8Array =>
  new Uint8Array(value instanceof ArrayBuffer ? value : value.buffer).slice();

class Device extends EventTarget implements WebDevice {
  readonly gatt: Server;

  constructor(
    readonly id: string,
    readonly name: string,
    radio: Pick<VirtualRadio, 'connect'>,
  ) {
    super();
    this.gatt = new Server(this, radio);
  }
}

export interface WebDouble {
  bluetooth: WebBluetooth;
  /** What was asked for. */
  requests: WebRequest[];
  /** What the person does in the next dialog: the name to choose, or an error. */
  choose: string | DOMException;
}

/** `navigator.bluetooth` of a browser whose surroundings are these bands. */
export function webBluetooth(
  radio: Pick<VirtualRadio, 'connect'>,
  bands: readonly { deviceId: string; localName: string }[],
): WebDouble {
  const devices = bands.map(({ deviceId, localName }) => new Device(deviceId, localName, radio));
  const double: WebDouble = {
    requests: [],
    choose: bands[0]?.localName ?? '',
    bluetooth: {
      async requestDevice(request) {
        double.requests.push(request);
        const { choose } = double;
        if (typeof choose !== 'string') throw choose;
        const device = devices.find(({ name }) => name === choose)!;
        const named = request.filters?.flatMap(({ services = [] }) => services) ?? [];
        device.gatt.granted = new Set([...request.optionalServices, ...named]);
        return device;
      },
    },
  };
  return double;
}
