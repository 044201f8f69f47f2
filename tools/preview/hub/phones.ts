/** Phones: who holds one, and its switches. */
import type { Inside, Onlooker } from './onlooker';
import type { Person } from './people';
import { Signal } from './signal';
import type { PlacedPhone, Platform } from './stage';

export type Permission = 'granted' | 'ask' | 'denied';

export interface PhoneSettings {
  /** The phone's Bluetooth switch. */
  bluetooth: boolean;
  /** The phone lets WeChat use Bluetooth. */
  bluetoothForWeChat: boolean;
  /** WeChat lets the mini program use Bluetooth (scope.bluetooth). */
  bluetoothScope: Permission;
  /** The phone's location switch; Android needs it to scan. */
  location: boolean;
  /** The phone lets WeChat use location. */
  locationForWeChat: boolean;
  platform: Platform;
  /** Its clock's zone, minutes east of UTC; no summer time. */
  zone: number;
  network: 'wifi' | '4g' | 'none';
  theme: 'auto' | 'light' | 'dark';
  /** 1.0–1.4; WeChat reports 16 px times this. */
  fontScale: number;
  language: 'zh_CN' | 'en';
  /** Its memory is full: nothing can be written. */
  full: boolean;
  /** scope.writePhotosAlbum. */
  albumScope: Permission;
  /** scope.werun. */
  weRunScope: Permission;
  /** What the person answers when a mini program asks to send messages. */
  subscribe: 'accept' | 'reject' | 'ban';
  /** The person has agreed to the privacy guideline. */
  privacyAgreed: boolean;
}

export const DEFAULT_SETTINGS: PhoneSettings = {
  bluetooth: true,
  bluetoothForWeChat: true,
  bluetoothScope: 'granted',
  location: true,
  locationForWeChat: true,
  platform: 'android',
  zone: 8 * 60,
  network: 'wifi',
  theme: 'auto',
  fontScale: 1,
  language: 'zh_CN',
  full: false,
  albumScope: 'granted',
  weRunScope: 'denied',
  subscribe: 'reject',
  privacyAgreed: true,
};

/** A request to a running phone, from the panel or the other phone. */
export interface Visit {
  /** Page path with query, no leading slash; '' opens the entry page. */
  path: string;
  /** WeChat's scene number. */
  scene: number;
  /** Opens one page the way Moments does. */
  single?: boolean;
  shareTicket?: string;
}

/** One phone as the panel and the mini program in it share it. */
export class Phone {
  readonly changed = new Signal<PhoneSettings>();
  readonly visits = new Signal<Visit>();
  /** The person's, or with a number behind it: what it stores goes by this. */
  readonly id: string;
  /** Who inspects it; mostly nobody. */
  onlooker: Onlooker | null = null;
  /** The mini program that runs in it now. */
  inside: Inside | null = null;
  private current: PhoneSettings;

  /** @param placed what the address says of it. */
  constructor(
    placed: Omit<PlacedPhone, 'bands'>,
    readonly person: Person,
    private readonly keep: Keeper,
  ) {
    const { id, ...said } = placed;
    this.id = id;
    const kept = keep.read<Partial<PhoneSettings>>(this.key, {});
    this.current = { ...DEFAULT_SETTINGS, ...kept, ...said };
  }

  get settings(): Readonly<PhoneSettings> {
    return this.current;
  }

  set(patch: Partial<PhoneSettings>): void {
    this.current = { ...this.current, ...patch };
    this.keep.write(this.key, this.current);
    this.changed.emit(this.current);
  }

  private get key(): string {
    return `phone.${this.id}`;
  }
}

/** Where the panel keeps its own state. */
export interface Keeper {
  read<T>(key: string, otherwise: T): T;
  write(key: string, value: unknown): void;
  forget(key: string): void;
}

/** localStorage under a prefix of the preview's own. */
export function localKeeper(): Keeper {
  return {
    read<T>(key: string, otherwise: T): T {
      const text = localStorage.getItem(`preview.${key}`);
      return text === null ? otherwise : (JSON.parse(text) as T);
    },
    write: (key, value) => localStorage.setItem(`preview.${key}`, JSON.stringify(value)),
    forget: (key) => localStorage.removeItem(`preview.${key}`),
  };
}
