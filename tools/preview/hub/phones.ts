/** The two people, and the switches of their phones. */
import { Signal } from './signal';

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
  platform: 'android' | 'ios';
  network: 'wifi' | '4g' | 'none';
  theme: 'auto' | 'light' | 'dark';
  /** 1.0–1.4; WeChat reports 16 px times this. */
  fontScale: number;
  language: 'zh_CN' | 'en';
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
  network: 'wifi',
  theme: 'auto',
  fontScale: 1,
  language: 'zh_CN',
  albumScope: 'granted',
  weRunScope: 'denied',
  subscribe: 'reject',
  privacyAgreed: true,
};

export interface Person {
  /** Chooses the identity in the local cloud. */
  user: string;
  /** WeChat nickname, offered by `<input type="nickname">`. */
  name: string;
  /** Fill of the drawn avatar. */
  colour: string;
}

export const PEOPLE: readonly Person[] = [
  { user: 'preview-a', name: '小安', colour: '#5b8a72' },
  { user: 'preview-b', name: '小贝', colour: '#6b7fa8' },
];

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
  private current: PhoneSettings;

  constructor(
    readonly person: Person,
    private readonly keep: Keeper,
  ) {
    this.current = { ...DEFAULT_SETTINGS, ...keep.read<Partial<PhoneSettings>>(this.key, {}) };
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
    return `phone.${this.person.user}`;
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
