/** Places and sizes as people write them. */
import type { Place } from '../../props';

const BASE = '-0000-1000-8000-00805f9b34fb';

/** Four digits where it is one of the Bluetooth SIG's range. */
const short = (uuid: string): string =>
  uuid.startsWith('0000') && uuid.endsWith(BASE) ? uuid.slice(4, 8).toUpperCase() : uuid;

export const shortPlace = ({ service, characteristic }: Place): string =>
  `${short(service)}/${short(characteristic)}`;

/** As a table has room for it. */
export const shortName = (uuid: string): string => {
  const written = short(uuid);
  return written.length > 8 ? `${written.slice(0, 8)}…` : written;
};

/** "1.2 KB". */
export const sizeWords = (bytes: number): string =>
  bytes < 1000 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KB`;
