/**
 * What the two phones and the panel share: the clock, the air with its bands, the phones' switches,
 * what was shared, and a line to the local cloud. Lives in the shell's window; a phone opened alone has one
 * of its own.
 */
import { makeBands } from 'preview:bands';
import type { BoxCode } from '../bands';
import { Clock } from '../clock';
import { Air } from './air';
import { type CloudLine, openCloudLine } from './cloud-line';
import { localKeeper, PEOPLE, type Person, Phone } from './phones';
import { Shares } from './shares';
import { Shelf } from './shelf';
import { Signal } from './signal';

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
  readonly air = new Air();
  readonly shares = new Shares();
  readonly notes: Note[] = [];
  readonly noted = new Signal<Note>();
  readonly phones: Phone[];
  readonly shelf: Shelf;
  readonly cloud: CloudLine;

  /** @param now the preview's time, UTC milliseconds. */
  constructor(now: number) {
    const keep = localKeeper();
    this.clock = new Clock();
    this.clock.set(now);
    this.cloud = openCloudLine();
    this.phones = PEOPLE.map((person) => new Phone(person, keep));
    const broken = (id: string, error: unknown) => this.note(id, 'error', String(error));
    const seconds = () => Math.floor(this.clock.now() / 1000);
    const bands = makeBands(broken);
    this.shelf = new Shelf({ air: this.air, keep, now: seconds, bands, broken });
    setInterval(() => this.shelf.goOn(), WALK_MS);
    this.cloud.onTime((there) => this.clock.follow(there));
    this.cloud.onClock((there) => this.clock.set(there));
    this.clock.jumped.on(() => {
      // No connection lasts over a jump.
      for (const band of this.air.bands) band.drop();
      this.shelf.goOn();
    });
    this.cloud.onOpenapi((call) => this.note('cloud', call.name, call.summary));
  }

  /** The phone of a person; any other name gets a phone of its own. */
  phone(user: string): Phone {
    const known = this.phones.find(({ person }) => person.user === user);
    if (known) return known;
    const person: Person = { user, name: user, colour: '#8a7f6b' };
    const phone = new Phone(person, localKeeper());
    this.phones.push(phone);
    return phone;
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

/** Empties what the browser keeps when the data folder is another one than before. */
export function forgetOldData(dataId: string): void {
  if (localStorage.getItem('preview.dataId') === dataId) return;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith('preview.') || key.startsWith('phone.')) localStorage.removeItem(key);
  }
  localStorage.setItem('preview.dataId', dataId);
}
