/**
 * What whoever starts the preview may hand in: its virtual bands, and people of its own. The preview
 * has none of these itself.
 */

import type { TwoWords } from './errands';
import type { Person } from './hub/people';
import type { Tour } from './tour';

/** A characteristic and its service: 128-bit UUIDs in lower case. */
export interface Place {
  service: string;
  characteristic: string;
}

/** What can be done there. */
export interface GattPlace extends Place {
  read: boolean;
  write: boolean;
  writeNoResponse: boolean;
  notify: boolean;
  indicate: boolean;
}

/** What a band may do while a phone is connected. */
export interface Central {
  /** Bytes that fit one value on this connection now. */
  readonly payload: number;
  /** Sends one notification or indication; resolves when the phone has confirmed it. */
  send(at: Place, value: Uint8Array): Promise<void>;
  /** Drops the connection. */
  disconnect(): void;
}

/** One virtual band. It serves one phone at a time, as bands do. */
export interface Peripheral {
  readonly deviceId: string;
  readonly localName: string;
  readonly serviceUuids: readonly string[];
  /** Company id (2 bytes, little-endian) and what follows. */
  readonly manufacturerData: Uint8Array;
  /** Largest value it takes or sends: 20 unless it negotiates more. */
  readonly maxPayload: number;
  readonly gatt: readonly GattPlace[];
  onConnect(central: Central): void;
  onDisconnect(): void;
  /** A promise where a phone is the band: its mini program answers, or not at all. */
  onRead(at: Place): Uint8Array | Promise<Uint8Array>;
  onWrite(at: Place, value: Uint8Array): void | Promise<void>;
  onSubscribe(at: Place, enabled: boolean): void;
}

/** What can go wrong with a band, as switches of its card; only those it has. */
export interface BandFaults {
  /** Its answers mean nothing. */
  garbage?: boolean;
  /** It stops in the middle of what it says. */
  cutFrame?: boolean;
  /** It never says a word. */
  silent?: boolean;
  /** Nobody taps it when it asks. */
  untapped?: boolean;
}

/** The two codes that are printed on a band's box. */
export interface BoxCode {
  /**
   * The text of the QR code: a link under a rule of the console (扫普通链接二维码打开小程序); null
   * where the maker has no domain.
   */
  link: string | null;
  /** The page of that rule. */
  linkPage: string;
  /** The page of the mini program's own code, with its `scene`. */
  path: string;
}

/** A band of the panel. */
export interface MadeBand {
  /** The model as a person calls it. */
  title: string;
  /** Null where the band tells its serial only once connected. */
  code: BoxCode | null;
  band: Peripheral & { readonly faults?: BandFaults };
  /** Its address in the air. */
  deviceId: string;
  /** What it counts today. */
  steps(): number;
  /** Walks on as its day says, up to now. */
  goOn(): void;
  /**
   * Walks over the minutes just gone, and remembers it over a reload: at a human pace, so that early
   * in a day less than asked for may fit, and nothing goes to the day before. @returns steps walked.
   */
  walk(steps: number): number;
}

/** Where a band keeps what must outlive a reload of the page. */
export interface BandMemory {
  read<T>(otherwise: T): T;
  write(value: unknown): void;
}

/** What the values of one characteristic mean, in one direction; for the inspector. */
export interface PacketDecoder {
  from: 'band' | 'phone';
  at: Place;
  /** Of the values of one message, in their order, as plain data; pure. */
  decode(
    values: readonly Uint8Array[],
  ): { ok: true; value: unknown } | { ok: false; reason: string };
  /** Whether a message begins with this value; absent where that cannot be seen. */
  begins?(value: Uint8Array): boolean;
}

/** How a band is made. */
export interface BandMaker {
  id: string;
  /** What it speaks, in a few words. */
  protocol: string;
  /** False while the mini program would not know it: it is shown and cannot be added. */
  registered: boolean;
  /** What it and a phone say to each other, where that is known. */
  decoders?: readonly PacketDecoder[];
  /** The band as it was left. `now` in UTC seconds. @param clockError how far its clock is ahead, seconds. */
  make(memory: BandMemory, now: () => number, clockError?: number): MadeBand;
}

/** What can go wrong on the way, whatever the band. */
export interface LinkFaults {
  /** Every value arrives twice. */
  duplicate: boolean;
  /** No connection comes about (10003). */
  connect: boolean;
  /** A write right after a subscription fails, as on some Android phones (10008). */
  afterNotify: boolean;
  /** The next write arrives, and the phone never hears of it. */
  noCallback: boolean;
}

/** The faults of which somebody may be told. */
export type FaultName = keyof LinkFaults | 'range' | 'clock';

/** What of real bands this mini program looks for. UUIDs of 4, 8 or 32 digits. */
export interface RealRadio {
  /** Every service it uses: a page may touch no other. */
  services: readonly string[];
  /** How it recognises bands: others are not offered. Without it every device is. */
  advertised?: {
    services: readonly string[];
    /** Beginnings of names. */
    names: readonly string[];
    /** Bluetooth company ids. */
    companies: readonly number[];
  };
}

/** What is handed in, made in the browser. */
export interface Props {
  /** Bands that are there from the start. */
  first: readonly BandMaker[];
  /** Bands that can be added. */
  more: readonly BandMaker[];
  /** People who can be given a phone, beside the preview's own. */
  people?: readonly Person[];
  /** What a person is told of each fault, in both languages. */
  told?: Readonly<Partial<Record<FaultName, TwoWords>>>;
  /** A tour of it all. */
  tour?: Tour;
  radio?: RealRadio;
}

/** `makeProps` of the module that is handed in. @param broken called for a band that cannot be made. */
export type MakeProps = (broken: (id: string, error: unknown) => void) => Props;

/** A module for the browser that is written when it is bundled. */
export interface BrowserModule {
  /** JavaScript. */
  contents: string;
  /** The folder its imports start from. */
  resolveDir: string;
}
