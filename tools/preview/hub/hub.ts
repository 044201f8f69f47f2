/**
 * What the phones and the panel share: the clock, the air with its bands, the phones' switches, what
 * was shared, and a line to the local cloud. Lives in the shell's window; a phone opened alone has one
 * of its own.
 */
import { makeProps } from 'preview:props';
import { Clock } from '../clock';
import type { StageOf } from '../errands';
import type { BoxCode, Props } from '../props';
import { Air } from './air';
import { type CloudLine, openCloudLine } from './cloud-line';
import { nextPhone, PEOPLE, type Person, personOf } from './people';
import { localKeeper, Phone } from './phones';
import { RealBands } from './real/real-band';
import { Shares } from './shares';
import { Shelf } from './shelf';
import { Signal } from './signal';
import type { Placed, PlacedPhone } from './stage';

/** Something worth a line in the panel. */
export interface Note {
  /** UTC milliseconds. */
  at: number;
  /** A person's name, or "cloud". */
  who: string;
  what: string;
  detail: string;
}

const KEPT_NOTES = 200;
const WALK_MS = 1000;

export class Hub {
  readonly clock: Clock;
  readonly air = new Air(Number(document.body.dataset.eventMs));
  readonly real = new RealBands();
  readonly shares = new Shares();
  readonly notes: Note[] = [];
  readonly noted = new Signal<Note>();
  /** Those on the stage, in their order. */
  readonly phones: Phone[] = [];
  /** A phone came or went, or a band is near another one. */
  readonly moved = new Signal<void>();
  /** A phone was set otherwise. */
  readonly changed = new Signal<void>();
  readonly people: readonly Person[];
  readonly props: Props;
  readonly shelf: Shelf;
  readonly cloud: CloudLine;
  private readonly keep = localKeeper();

  /**
   * @param now the preview's time, UTC milliseconds.
   * @param placed who is on the stage; a phone alone has nobody beside it.
   */
  constructor(now: number, placed: Placed = { phones: [], bands: null }) {
    const { keep } = this;
    this.clock = new Clock();
    this.clock.set(now);
    this.cloud = openCloudLine();
    const broken = (id: string, error: unknown) => this.note(id, 'error', String(error));
    const seconds = () => Math.floor(this.clock.now() / 1000);
    this.props = makeProps(broken);
    this.people = [...PEOPLE, ...(this.props.people ?? [])];
    const { bands: shown } = placed;
    this.shelf = new Shelf({ air: this.air, keep, now: seconds, bands: this.props, broken, shown });
    this.place(placed.phones);
    setInterval(() => this.shelf.goOn(), WALK_MS);
    this.cloud.onTime((there) => this.clock.follow(there));
    this.cloud.onClock((there) => this.clock.set(there));
    this.clock.jumped.on(() => {
      // No connection lasts over a jump.
      for (const band of this.air.bands) band.drop();
      this.real.drop();
      this.shelf.goOn();
    });
    this.cloud.onOpenapi((call) => this.note('cloud', call.name, call.summary));
  }

  /** The phone of this id; one that is not on the stage stands alone. */
  phone(id: string): Phone {
    return this.phones.find((phone) => phone.id === id) ?? this.put({ id });
  }

  /** Gives a person a phone, or one more. */
  addPhone(user: string): void {
    this.put({ id: nextPhone(user, this.ids()) });
    this.moved.emit();
  }

  /** Takes a phone off the stage. What it stores stays for when it comes back. */
  removePhone(id: string): void {
    const at = this.phones.findIndex((phone) => phone.id === id);
    if (at < 0) return;
    this.phones.splice(at, 1);
    for (const band of this.air.bands) if (band.near === id) band.set({ near: null });
    this.moved.emit();
  }

  /** Another stage: these phones and bands and no others. */
  restage({ phones, bands }: Placed): void {
    this.phones.length = 0;
    if (bands) this.shelf.show(bands);
    for (const band of this.air.bands) band.set({ near: null });
    this.place(phones);
    this.moved.emit();
  }

  /**
   * Puts into phones what they are to store before they begin.
   * @param anew they forget all else, and their bands are as new.
   */
  equip({ placed, storage }: StageOf, anew: boolean): void {
    if (anew) for (const band of placed.bands ?? []) this.shelf.remove(band);
    for (const [user, values] of Object.entries(storage)) {
      if (anew) forgetPhones((key) => key.startsWith(`phone.${user}.`));
      for (const [name, value] of Object.entries(values)) {
        const key = `phone.${user}.kv.${name}`;
        if (localStorage.getItem(key) === null) {
          localStorage.setItem(key, JSON.stringify({ v: value }));
        }
      }
    }
  }

  /** Takes the phones of a stage away. */
  leave({ storage }: StageOf): void {
    const gone = this.phones.filter(({ person }) => person.user in storage);
    for (const { id } of gone) this.removePhone(id);
  }

  /** Brings a band near one phone alone, or back to where all are. */
  bring(band: string, phone: string | null): void {
    this.airborne(band)?.set({ near: phone });
    this.moved.emit();
  }

  /** The stage as it is now. */
  placed(): Placed {
    const bands = this.shelf.list.map(({ id }) => id);
    return {
      phones: this.phones.map(({ id, settings: { platform, zone } }) => {
        const own = bands.filter((band) => this.airborne(band)?.near === id);
        return { id, platform, zone, bands: own };
      }),
      bands,
    };
  }

  private place(phones: readonly PlacedPhone[]): void {
    for (const { bands = [], ...placed } of phones) {
      this.put(placed);
      for (const band of bands) this.airborne(band)?.set({ near: placed.id });
    }
  }

  private put(placed: PlacedPhone): Phone {
    const phone = new Phone(placed, personOf(placed.id, this.people), this.keep);
    phone.changed.on(() => this.changed.emit());
    this.phones.push(phone);
    return phone;
  }

  private airborne(band: string) {
    const offer = this.shelf.list.find(({ id }) => id === band);
    return offer && this.air.find(offer.deviceId);
  }

  private ids(): string[] {
    return this.phones.map(({ id }) => id);
  }

  /** Codes as they stand on a band's box. */
  codes(): (BoxCode & { title: string })[] {
    return this.shelf.list.flatMap(({ title, code }) => (code ? [{ title, ...code }] : []));
  }

  note(who: string, what: string, detail: string): void {
    const note = { at: this.clock.now(), who, what, detail };
    this.notes.unshift(note);
    this.notes.length = Math.min(this.notes.length, KEPT_NOTES);
    this.noted.emit(note);
  }
}

declare global {
  interface Window {
    previewHub?: Hub;
  }
}

/** The shell's hub from inside a phone, or an own one when the phone stands alone. */
export function findHub(): Hub {
  if (window.parent !== window && window.parent.previewHub) return window.parent.previewHub;
  window.previewHub ??= new Hub(pageTime());
  return window.previewHub;
}

/** The preview's time, UTC milliseconds: as the server wrote it into this page, and on since then. */
export function pageTime(): number {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const since = performance.now() - (page?.responseStart ?? 0);
  return Math.round(Number(document.body.dataset.now) + since);
}

/** Of versions that kept temporary files here; they are in memory now. */
const LEFT_OVER = /^phone\..*\.fs\.wxfile:\/\/tmp/;

/** Empties what the browser keeps when the data folder is another one than before. */
export function forgetOldData(dataId: string): void {
  forgetPhones((key) => LEFT_OVER.test(key));
  if (localStorage.getItem('preview.dataId') === dataId) return;
  forgetPhones((key) => key.startsWith('preview.') || key.startsWith('phone.'));
  localStorage.setItem('preview.dataId', dataId);
}

function forgetPhones(of: (key: string) => boolean): void {
  for (const key of Object.keys(localStorage)) if (of(key)) localStorage.removeItem(key);
}
