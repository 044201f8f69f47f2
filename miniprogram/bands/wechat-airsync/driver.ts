/**
 * AirSync, phone side. The band speaks, we answer:
 *
 * 1. read its address where it has one, then listen: the band asks to log in (auth, init), and each
 *    is answered; the init answer tells it the time;
 * 2. it sends what it stores, a request at a time: each is a page;
 * 3. a page's release answers its request "ok": only then may the band forget those counts, and send
 *    the next. What cannot be read is refused, and stays there;
 * 4. silence is the end.
 */

import { BleError, type GattCharacteristic } from '../../ble/link';
import type { Session } from '../../ble/session';
import { serialQueue } from '../../lib/queue';
import { hexSerial } from '../../lib/serial';
import {
  type BandDriver,
  BandError,
  type BandIdentity,
  type DriverContext,
  type Fault,
  faultOf,
  type Page,
  type Run,
} from '../../protocols/driver';
import { card } from '../../protocols/wechat-airsync';
import { offers } from '../common/offers';
import { once } from '../common/once';
import { type RunningTotal, totalFromText, totalToText } from '../common/running-total';
import { Dialogue, type Incoming } from './dialogue';
import { ADDRESS, INDICATE, WRITE } from './gatt';
import { logIn, refusalOf } from './login';
import {
  BACKGROUND_OP,
  DATA_TYPE,
  encodeMessage,
  type Fields,
  type Message,
  STATUS,
  VIEW,
  VIEW_OP,
} from './messages';
import { countItems } from './steps';
import {
  decodeWristbandRequest,
  encodeWristbandResponse,
  type WristbandRequest,
} from './wristband';

/** A band prepares its memory before the first packet; after that it answers at once. */
const FIRST_DATA_MS = 3000;
const NEXT_DATA_MS = 1500;
/** A band that repeats a packet nobody can read does not keep us here. */
const MOST_FAULTS = 3;
/** Packets in a row that bring no counts: a band with more of them never comes to its steps. */
const MOST_OTHERS = 1024;

const MAC_BYTES = 6;

/** An AirSync run can push: WeChat tells bands when a view opens or the phone sleeps. */
export interface AirSyncRun extends Run {
  push(message: Message): Promise<void>;
  visible(shown: boolean): Promise<void>;
}

export const wechatAirsync = {
  ...card,
  characteristics: [WRITE, INDICATE, ADDRESS],

  accepts: (gatt: readonly GattCharacteristic[]) =>
    offers(gatt, INDICATE, 'indicate') && offers(gatt, WRITE),

  async open(session: Session, context: DriverContext): Promise<AirSyncRun> {
    const address = await readAddress(session);
    const dialogue = new Dialogue(session);
    await dialogue.listen();
    const serial = await logIn(dialogue, context, address);
    return new WristbandRun(dialogue, context, { serial });
  },
} satisfies BandDriver;

/** FEC9 as upper-case hex; null when the band has none or gives none. */
async function readAddress(session: Session): Promise<string | null> {
  const value = await session.readOptional(ADDRESS);
  return value?.length === MAC_BYTES ? hexSerial(value) : null;
}

class WristbandRun implements AirSyncRun {
  readonly battery = null;
  readonly sourceClass = 'direct';
  private last: RunningTotal | null;
  private oldest: number | null = null;
  private progress = 0;
  private heard = false;
  private done = false;
  private readonly telling = serialQueue();
  /** True while a page waits for its release: the band sends nothing before that. */
  private held = false;

  constructor(
    private readonly dialogue: Dialogue,
    private readonly context: DriverContext,
    readonly identity: BandIdentity,
  ) {
    this.last = totalFromText(context.cursor);
  }

  push(message: Message): Promise<void> {
    return this.dialogue.send(message);
  }

  /** As WeChat did when its window or the band's chat was left: a band may rest meanwhile. */
  async visible(shown: boolean): Promise<void> {
    const op = shown ? BACKGROUND_OP.foreground : BACKGROUND_OP.background;
    const background: Message = { name: 'switchBackgroundPush', fields: { op } };
    const view: Message = {
      name: 'switchViewPush',
      fields: { op: shown ? VIEW_OP.enter : VIEW_OP.exit, view: VIEW.chat },
    };
    // One after the other: leaving and coming back at once must not end with having left.
    await this.telling(async () => {
      for (const one of shown ? [background, view] : [view, background]) await this.push(one);
    });
  }

  async next(): Promise<Page | null> {
    const faults: Fault[] = [];
    if (this.held) return null;
    for (let others = 0; !this.done && faults.length < MOST_FAULTS; others++) {
      if (others >= MOST_OTHERS) throw new BandError('garbage', 'no counts among the data', faults);
      const incoming = await this.receive();
      if (!incoming) this.done = true;
      else if (incoming.fault) {
        faults.push(incoming.fault);
        await this.refuse(incoming.packet);
      } else if (incoming.message.name === 'sendDataRequest') {
        const page = await this.take(incoming.message.fields, incoming.packet.seq, faults);
        if (page) return page;
      } else await this.refuse(incoming.packet);
    }
    this.done = true;
    return faults.length > 0 ? this.page([], [], faults, async () => undefined) : null;
  }

  /** What came next, or null when the band has said everything. */
  private async receive(): Promise<Incoming | null> {
    try {
      return await this.dialogue.receive(this.heard ? NEXT_DATA_MS : FIRST_DATA_MS);
    } catch (error) {
      if (error instanceof BleError && error.code === 'timeout') return null;
      throw error;
    } finally {
      this.heard = true;
    }
  }

  /** A page of counts; null for data that is not ours to keep, which is answered at once. */
  private async take(
    fields: Fields<'sendDataRequest'>,
    seq: number,
    faults: Fault[],
  ): Promise<Page | null> {
    if (fields.type !== DATA_TYPE.wristband) {
      // Tencent's test app answers vendor data with the request's own body.
      await this.answer(seq, STATUS.ok, encodeMessage({ name: 'sendDataRequest', fields }));
      return null;
    }
    const request = decodeWristbandRequest(fields.data);
    if (request.ok) return this.counts(request.value, seq, faults);
    faults.push(faultOf(request.reason, fields.data));
    await this.answer(seq, STATUS.decode);
    return null;
  }

  private counts({ items }: WristbandRequest, seq: number, faults: Fault[]): Page {
    const { now, offsetSeconds } = this.context;
    const counted = countItems(items, this.last, now(), offsetSeconds);
    this.last = counted.last;
    this.advance(counted.counters.map(({ at }) => at));
    this.held = true;
    const release = once(async () => {
      await this.answer(seq, STATUS.ok, encodeWristbandResponse({ code: STATUS.ok }));
      this.held = false;
    });
    const all = [...faults, ...counted.faults];
    return this.page(counted.readings, counted.counters, all, release);
  }

  /** A band sends its oldest counts first: how far they have come towards now is the progress. */
  private advance(times: readonly number[]): void {
    if (times.length === 0) return;
    this.oldest ??= times[0]!;
    const span = this.context.now() - this.oldest;
    const come = times[times.length - 1]! - this.oldest;
    this.progress = Math.max(this.progress, Math.min(1, span > 0 ? come / span : 1));
  }

  private page(
    readings: Page['readings'],
    counters: Page['counters'],
    faults: Fault[],
    release: () => Promise<void>,
  ): Page {
    const cursor = this.last && totalToText(this.last);
    return { readings, counters, progress: this.progress, cursor, faults, release };
  }

  private answer(seq: number, code: number, data?: Uint8Array): Promise<void> {
    const status = { code };
    const fields = data ? { status, data } : { status };
    return this.dialogue.send({ name: 'sendDataResponse', fields }, seq);
  }

  private async refuse(packet: Incoming['packet']): Promise<void> {
    const refusal = packet && refusalOf(packet.command, STATUS.decode);
    if (refusal) await this.dialogue.send(refusal, packet.seq);
  }
}
