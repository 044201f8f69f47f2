/** Where the four radios of AM3, AM3S and AM4 keep their two characteristics. Several sources. */
import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
  uuid,
} from '../../ble/link';

export type Model = 'AM3' | 'AM3S' | 'AM4';

/** One way a band may be reached. */
export interface Port {
  model: Model;
  /** Notifications of the band. */
  listen: Characteristic;
  write: Characteristic;
}

const INFO = uuid('180a');
const info = (characteristic: string): Characteristic => ({
  service: INFO,
  characteristic: uuid(characteristic),
});

/** Twelve hex digits, the address. */
export const SERIAL = info('2a25');
export const FIRMWARE = info('2a26');
/** On the early AM3 radio only: protocol string and accessory name. */
export const EARLY_MARKS = [info('2a30'), info('2a31')] as const;

/** The ASCII text as a 128-bit UUID, a zero byte behind it. */
function textUuid(text: string): string {
  let hex = '';
  for (let i = 0; i < text.length; i++) hex += text.charCodeAt(i).toString(16).padStart(2, '0');
  hex += '00';
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

const port = (model: Model, protocol: string): Port => {
  const service = textUuid(`com.jiuan.${protocol}`);
  return {
    model,
    listen: { service, characteristic: textUuid(`sed.jiuan.${protocol}`) },
    write: { service, characteristic: textUuid(`rec.jiuan.${protocol}`) },
  };
};

/** The numbers of heart rate, used for something else. */
const EARLY: Port = {
  model: 'AM3',
  listen: { service: uuid('180d'), characteristic: uuid('2a37') },
  write: { service: uuid('180d'), characteristic: uuid('2a39') },
};

export const PORTS: readonly Port[] = [
  port('AM3', 'AMV10'),
  port('AM3S', 'AMV11'),
  port('AM4', 'AMV12'),
  EARLY,
];

/** How a connected device is reached, or null. A heart-rate strap lacks the early radio's marks. */
export function portOf(gatt: readonly GattCharacteristic[]): Port | null {
  const has = (at: Characteristic) => gatt.some((found) => sameCharacteristic(found, at));
  const found = PORTS.find(({ listen, write }) => has(listen) && has(write));
  if (found === EARLY && !EARLY_MARKS.every(has)) return null;
  return found ?? null;
}
