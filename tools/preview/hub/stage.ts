/**
 * Who stands on the stage, as the address says it: a reload and a copied link give the same. A phone
 * is `phone=<id>,<platform>,<hours east of UTC>,<its bands>`, of which all but the first may be left
 * out; `bands=` are those on the shelf. Lists have dots between.
 */

export const PLATFORMS = ['android', 'ios', 'ohos', 'windows', 'devtools'] as const;
export type Platform = (typeof PLATFORMS)[number];

export interface PlacedPhone {
  /** The person, or with ".2" behind it their second phone. */
  id: string;
  platform?: Platform;
  /** Its clock's zone, minutes east of UTC. */
  zone?: number;
  /** Bands that are near this phone alone. */
  bands?: readonly string[];
}

export interface Placed {
  phones: readonly PlacedPhone[];
  /** Bands on the shelf; null is those of the last time. */
  bands: readonly string[] | null;
}

const PAIR: readonly PlacedPhone[] = [{ id: 'preview-a' }, { id: 'preview-b' }];

/** @param search of an address. What makes no sense there is left out. */
export function readStage(search: string): Placed {
  const said = new URLSearchParams(search);
  const phones = said.getAll('phone').flatMap(readPhone);
  const bands = said.get('bands');
  const twice = (one: PlacedPhone, at: number) => phones.findIndex(({ id }) => id === one.id) < at;
  return {
    phones: phones.length > 0 ? phones.filter((one, at) => !twice(one, at)) : PAIR,
    bands: bands === null ? null : list(bands),
  };
}

/** The address's query for a stage. */
export function stageQuery({ phones, bands }: Placed): string {
  const parts = phones.map((phone) => `phone=${written(phone)}`);
  if (bands) parts.push(`bands=${bands.map(encodeURIComponent).join('.')}`);
  return `?${parts.join('&')}`;
}

function readPhone(text: string): PlacedPhone[] {
  const [id = '', platform = '', hours = '', bands = ''] = text.split(',');
  if (!/^[\w-]+(\.[2-9])?$/.test(id)) return [];
  const known = PLATFORMS.find((one) => one === platform);
  const zone = hours === '' ? Number.NaN : Number(hours) * 60;
  return [
    {
      id,
      ...(known && { platform: known }),
      ...(Math.abs(zone) <= MOST_ZONE && Number.isInteger(zone) && { zone }),
      ...(bands && { bands: list(bands) }),
    },
  ];
}

/** Minutes. */
const MOST_ZONE = 14 * 60;

const list = (text: string): string[] => text.split('.').filter((one) => one !== '');

function written({ id, platform, zone, bands = [] }: PlacedPhone): string {
  const hours = zone === undefined ? '' : String(zone / 60);
  const parts: string[] = [id, platform ?? '', hours, bands.join('.')];
  while (parts.at(-1) === '') parts.pop();
  return parts.map(encodeURIComponent).join(',');
}
