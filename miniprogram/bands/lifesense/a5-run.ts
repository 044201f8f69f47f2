/**
 * A session with an A5 band. The band speaks first and asks; once it has its answers it sends what
 * it stores. It is told that data arrived only when the page that holds it is durable.
 */

import { BleError } from '../../ble/link';
import type { Session } from '../../ble/session';
import type { Counter, Reading, SleepSpan } from '../../contract/activity';
import {
  BandError,
  type BandIdentity,
  type DriverContext,
  type Fault,
  faultOf,
  type Page,
  type Run,
  unbelieved,
} from '../../protocols/driver';
import { isBelievable } from '../common/believable-time';
import { countToday, type RunningTotal, totalFromText, totalToText } from '../common/running-total';
import { HOUR } from '../common/seconds';
import { answer, isData } from './a5-answers';
import {
  COMMANDS,
  decodeSleep,
  decodeSteps,
  encodeBody,
  encodeSleep,
  encodeSteps,
  type Sleep,
  type StepRecord,
} from './codec';
import { A5 } from './gatt';
import { type Heard, Talk } from './talk';

const FIRST_WORD_MS = 10_000;
const NEXT_WORD_MS = 2000;
/** Nothing says "that was all": this much silence does. */
const FIRST_DATA_MS = 4000;
const QUIET_MS = 1500;
const PAGE_MESSAGES = 24;
const MAX_FAULTS = 32;
/** What a band asks in one sync: more, and it does not hear the answers. */
const MAX_QUESTIONS = 32;

/** Answers the band's questions until it has what it needs. Rejects when it says nothing. */
export async function openA5(
  session: Session,
  context: DriverContext,
  identity: BandIdentity,
): Promise<Run> {
  await session.subscribe(A5.ask);
  await session.subscribe(A5.data);
  const talk = new Talk(session);
  const early: Heard[] = [];
  const faults: Fault[] = [];
  const asked = await greet(talk, context, early, faults);
  if (asked + early.length === 0) {
    if (faults.length > 0) throw new BandError('garbage', 'only broken frames', faults);
    throw new BandError('no-answer', 'the band asked nothing');
  }
  return new A5Run(talk, context, identity, early, faults);
}

/** Until the band knows who wears it, tells something or is quiet. How many questions it had. */
async function greet(talk: Talk, context: DriverContext, early: Heard[], faults: Fault[]) {
  let asked = 0;
  while (early.length === 0) {
    const heard = await talk.hear(asked > 0 ? NEXT_WORD_MS : FIRST_WORD_MS);
    if (!heard) break;
    if ('reason' in heard) {
      if (faults.push(heard) >= MAX_FAULTS) throw new BandError('garbage', 'frames', faults);
      continue;
    }
    if (isData(heard)) early.push(heard);
    else if (await answer(talk, context, heard)) asked++;
    if (asked > MAX_QUESTIONS) throw unheard();
    if (heard.body.command === COMMANDS.userInfo) break;
  }
  return asked;
}

const unheard = () => new BandError('garbage', 'the band asks again and again');

interface Collected {
  readings: Reading[];
  counters: Counter[];
  sleep: SleepSpan[];
  faults: Fault[];
  taken: Heard[];
}

/** What is read whole and not believed is acknowledged: it does not come again. */
const broken = (faults: readonly Fault[]): number =>
  faults.filter(({ kind }) => kind === 'frame').length;

class A5Run implements Run {
  readonly battery = null;
  readonly sourceClass = 'direct' as const;
  private pages = 0;
  /** Frames that could not be read so far. */
  private unread = 0;
  private lost: unknown = null;
  private questions = 0;
  /** The newest total of a day. */
  private last: RunningTotal | null;

  constructor(
    private readonly talk: Talk,
    private readonly context: DriverContext,
    readonly identity: BandIdentity,
    private readonly early: Heard[],
    /** Told with the first page. */
    private readonly broken: Fault[],
  ) {
    this.last = totalFromText(context.cursor);
  }

  async next(): Promise<Page | null> {
    if (this.lost) throw this.lost;
    const page: Collected = {
      readings: [],
      counters: [],
      sleep: [],
      faults: this.broken.splice(0),
      taken: [],
    };
    await this.collect(page);
    if (page.taken.length === 0 && page.faults.length === 0) {
      if (this.lost) throw this.lost;
      return null;
    }
    this.unread += broken(page.faults);
    this.pages++;
    const { taken, ...content } = page;
    return {
      ...content,
      // How much is to come is not known, so this only ever approaches the end.
      progress: this.pages / (this.pages + 1),
      cursor: this.last && totalToText(this.last),
      release: () => this.acknowledge(taken),
    };
  }

  /** Until a page is full, the band is quiet, or the link ends: what came is kept in any case. */
  private async collect(page: Collected): Promise<void> {
    let quietMs = this.pages === 0 ? FIRST_DATA_MS : QUIET_MS;
    while (page.taken.length < PAGE_MESSAGES && this.unread + broken(page.faults) < MAX_FAULTS) {
      const heard = this.early.shift() ?? (await this.hear(quietMs));
      if (!heard) return;
      if ('reason' in heard) page.faults.push(heard);
      else if (isData(heard)) this.take(heard, page);
      else if (await answer(this.talk, this.context, heard)) this.questions++;
      if (this.questions > MAX_QUESTIONS) this.lost = unheard();
      if (this.lost) return;
      quietMs = QUIET_MS;
    }
  }

  private async hear(quietMs: number): Promise<Heard | Fault | null> {
    try {
      return await this.talk.hear(quietMs);
    } catch (error) {
      if (!(error instanceof BleError)) throw error;
      this.lost = error;
      return null;
    }
  }

  /** What cannot be read is not acknowledged either. */
  private take(heard: Heard, page: Collected): void {
    const reason = this.read(heard, page);
    if (reason === null) page.taken.push(heard);
    else page.faults.push(faultOf(reason, encodeBody(heard.body)));
  }

  /** Why a message cannot be read, or null. */
  private read({ body: { command, rest } }: Heard, page: Collected): string | null {
    if (command === COMMANDS.sleep) {
      const night = decodeSleep(rest);
      if (night.ok) this.takeSleep(night.value, page);
      return night.ok ? null : night.reason;
    }
    if (command !== COMMANDS.days && command !== COMMANDS.hours) return 'unknown-command';
    const records = decodeSteps(rest);
    if (!records.ok) return records.reason;
    for (const record of records.value) this.takeSteps(record, command, page);
    return null;
  }

  private takeSteps(record: StepRecord, command: number, page: Collected): void {
    const { time, steps } = record;
    if (steps === null) return;
    if (!this.believes(time)) {
      page.faults.push(
        unbelieved('time-unknown', encodeSteps([{ ...record, kcal: kcalOf(record) }])),
      );
      return;
    }
    const amount = {
      steps,
      ...(record.metres !== null && { metres: record.metres }),
      ...(record.kcal !== null && { kcal: kcalOf(record) }),
    };
    const { offsetSeconds } = this.context;
    if (command === COMMANDS.days) {
      const place = { offsetSeconds, staleSeconds: 0 };
      const frame = encodeSteps([{ ...record, kcal: kcalOf(record) }]);
      const counted = countToday({ at: time, ...amount }, this.last, place, frame);
      this.last = counted.total;
      page.counters.push(...counted.counters);
      page.faults.push(...counted.faults);
    } else if (steps > 0) {
      const start = time - ((time + offsetSeconds) % HOUR);
      page.readings.push({ start, seconds: HOUR, ...amount });
    }
  }

  /** Levels need an algorithm of the maker's: what was recorded is sleep, not a stage of it. */
  private takeSleep(night: Sleep, page: Collected): void {
    const { time, seconds, values } = night;
    if (!this.believes(time) || seconds === 0) {
      page.faults.push(unbelieved('time-unknown', encodeSleep(night)));
      return;
    }
    values.forEach((value, index) => {
      if (value === null) return;
      page.sleep.push({ start: time + index * seconds, seconds, stage: 'light' });
    });
  }

  private believes(time: number): boolean {
    return isBelievable(time, this.context.now());
  }

  /** The acknowledgement's layout is assumed: 00 and the command, with the data's own header. */
  private async acknowledge(taken: readonly Heard[]): Promise<void> {
    for (const { header, body } of taken) {
      const rest = Uint8Array.of(body.command);
      await this.talk.say(header, { version: body.version, command: COMMANDS.ack, rest });
    }
  }
}

const kcalOf = ({ kcal }: StepRecord): number => Math.max(0, Math.round(kcal ?? 0));
