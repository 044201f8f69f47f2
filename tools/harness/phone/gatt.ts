/** The connections of a virtual phone, and what happens over them. */
import {
  type GattCharacteristic,
  type Link,
  type Radio,
  uuid,
} from '../../../miniprogram/ble/link';
import type { WxBluetooth } from '../../../miniprogram/ble/wx-radio/port';
import type { VirtualClock } from '../clock';
import { type Caller, Refusal } from './call';
import type { GattCall, Habits, Table } from './habits';

const GENERAL = ['1800', '1801'].map(uuid);
const SECOND_END_MS = 700;
const OVERHEAD = 3;
/** What an iPhone agrees to by itself. */
const IOS_PAYLOAD = 182;
const ATT_PAYLOAD = 20;

type Listener<K extends keyof WxBluetooth> = WxBluetooth[K] extends (listener: infer L) => void
  ? L
  : never;

/** The events of connections; the radio under test listens. */
export interface Events {
  state: Listener<'onBLEConnectionStateChange'>;
  value: Listener<'onBLECharacteristicValueChange'>;
}

interface Connection {
  link: Link;
  since: number;
  gatt: GattCharacteristic[];
}

interface Place {
  deviceId: string;
  serviceId: string;
  characteristicId: string;
}

type At = Pick<Place, 'deviceId'>;

/** The calls of `wx` about connections, answered by a virtual radio; all GATT calls go to `calls`. */
export function connectionCalls(
  clock: VirtualClock,
  radio: Radio,
  habits: Habits,
  call: Caller,
  events: Events,
  calls: GattCall[],
) {
  const { platform, table = () => 'whole' as const } = habits;
  const connections = new Map<string, Connection>();
  let failing = habits.failingConnects ?? 0;

  const connection = ({ deviceId }: At): Connection => {
    const found = connections.get(deviceId);
    if (!found) throw new Refusal(10006, 'no connection');
    return found;
  };
  const known = ({ since }: Connection): Table => table(clock.now() - since);
  const tellEnd = (deviceId: string) => events.state({ deviceId, connected: false });

  const ended = (deviceId: string, ours: boolean) => {
    connections.delete(deviceId);
    if (ours && platform !== 'ios') return;
    tellEnd(deviceId);
    if (platform === 'ohos') clock.after(SECOND_END_MS, () => tellEnd(deviceId));
  };

  async function connect({ deviceId, timeout }: At & { timeout: number }) {
    if (connections.has(deviceId)) throw new Refusal(-1, 'already connect');
    const link = await radio.connect(deviceId, timeout);
    const gatt = await link.discover();
    link.onClose((reason) => ended(deviceId, reason === 'requested'));
    link.onValue(({ service, characteristic }, value) =>
      events.value({
        deviceId,
        serviceId: service.toUpperCase(),
        characteristicId: characteristic.toUpperCase(),
        value: value.slice().buffer,
      }),
    );
    events.state({ deviceId, connected: true });
    if (failing > 0) {
      failing--;
      await link.close();
      clock.after(SECOND_END_MS, () => tellEnd(deviceId));
      throw new Refusal(10003, 'connection fail');
    }
    connections.set(deviceId, { link, since: clock.now(), gatt });
  }

  /** One GATT call, written down, refused or done. */
  async function gatt<R>(
    place: Place,
    of: Omit<GattCall, 'declared'>,
    run: (link: Link, at: GattCharacteristic) => Promise<R>,
  ): Promise<R> {
    const { link, gatt: whole } = connection(place);
    const [service, characteristic] = [uuid(place.serviceId), uuid(place.characteristicId)];
    const declared = whole.find(
      (one) => one.service === service && one.characteristic === characteristic,
    );
    const refused = habits.refuses?.(calls.length, { ...of, declared }) ?? null;
    calls.push({ ...of, declared });
    if (refused !== null) throw new Refusal(refused, 'refused');
    if (!declared) throw new Refusal(10005, 'no characteristic');
    return run(link, declared);
  }

  const readValue = call((place: Place) =>
    gatt(place, { name: 'read', bytes: 0 }, (link, at) => link.read(at)),
  );

  return {
    createBLEConnection: call(connect),
    closeBLEConnection: call((at: At) => connection(at).link.close()),
    getBLEDeviceServices: call((at: At) => {
      const here = connection(at);
      const ids = [...GENERAL, ...new Set(here.gatt.map(({ service }) => service))];
      const counts: Partial<Record<Table, number>> = { none: 0, general: GENERAL.length };
      const seen = ids.slice(0, counts[known(here)] ?? ids.length);
      return { services: seen.map((id) => ({ uuid: id.toUpperCase() })) };
    }),
    getBLEDeviceCharacteristics: call(({ serviceId, ...at }: At & { serviceId: string }) => {
      const here = connection(at);
      const inside = here.gatt.filter(({ service }) => service === uuid(serviceId));
      const seen = known(here) === 'bare' ? [] : inside;
      return {
        characteristics: seen.map(({ characteristic, ...one }) => {
          const write = one.write || one.writeNoResponse;
          const properties = { ...one, write, writeDefault: one.write };
          return { uuid: characteristic.toUpperCase(), properties };
        }),
      };
    }),
    // Whether the value or the success comes first is in no document: iPhones and others differ here.
    readBLECharacteristicValue: (option) =>
      readValue({
        ...option,
        success(value) {
          if (platform === 'ios') option.success({});
          events.value({ ...option, value: value.slice().buffer });
          if (platform !== 'ios') option.success({});
        },
      }),
    writeBLECharacteristicValue: call((option) => {
      const { writeType, value } = option;
      const of = { name: 'write' as const, bytes: value.byteLength, writeType };
      const kind = writeType && writeType === 'write';
      return gatt(option, of, (link, at) => link.write(at, new Uint8Array(value), kind));
    }),
    notifyBLECharacteristicValueChange: call((option) =>
      gatt(option, { name: 'notify', bytes: 0 }, (link, at) => link.subscribe(at, option.type)),
    ),
    setBLEMTU: call(async ({ mtu, ...at }: At & { mtu: number }) => {
      if (platform === 'ios') throw new Refusal(10007, 'not supported');
      return { mtu: (await connection(at).link.requestPayload(mtu - OVERHEAD)) + OVERHEAD };
    }),
    getBLEMTU: call(async (at: At) => {
      const agreed = platform === 'ios' ? IOS_PAYLOAD : ATT_PAYLOAD;
      return { mtu: (await connection(at).link.requestPayload(agreed)) + OVERHEAD };
    }),
  } satisfies Partial<WxBluetooth>;
}
