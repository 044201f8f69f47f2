/**
 * Packets over a session: pieces, slices, encryption, one request at a time. An answer has the
 * service and command of its request; what the band says unasked is passed over. A lost or broken
 * answer is asked for again.
 */
import { BleError, unlessSilent } from '../../../ble/link';
import type { Session } from '../../../ble/session';
import { fail, type Result } from '../../../lib/result';
import { BandError, type Fault, faultOf } from '../../../protocols/driver';
import { NOTIFY, WRITE } from '../gatt';
import { COMMAND, type CommandName } from '../messages';
import { Assembler, type Event } from './assembler';
import { openBody, type Secrecy, sealBody } from './cipher';
import { encodePacket, type Packet, SLICE_SIZE } from './packet';
import type { Tlv } from './tlv';

/** The largest value phones and bands agree on; most of a sync's time hangs on it. */
const PAYLOAD = 244;
/** How long a write may be until the band says otherwise. */
const FIRST_CHUNK = 20;
/** How long an answer may take. */
export const ANSWER_MS = 3000;
/** Between two pieces of one packet. */
const PIECE_MS = 1500;
const TRIES = 3;
/** Packets of other commands before the answer: more is not a band. */
const MOST_STRAYS = 64;

/** What came instead of an answer. */
export interface Failure {
  reason: string;
  fault: Fault | null;
}

export type Answer = { list: Tlv[]; failure?: never } | { failure: Failure; list?: never };

export class Dialogue {
  sliceSize = SLICE_SIZE;
  chunkSize = FIRST_CHUNK;
  /** Once set, requests are encrypted. */
  secrecy: Secrecy | null = null;
  private readonly assembler = new Assembler();
  private readonly events: Event[] = [];

  constructor(private readonly session: Session) {}

  /** Where the band is: an address on Android. */
  get deviceId(): string {
    return this.session.deviceId;
  }

  /** The band's own least time between two writes, ms. */
  pace(betweenWritesMs: number): void {
    this.session.pace({ betweenWritesMs });
  }

  async listen(): Promise<void> {
    await this.session.subscribe(NOTIFY, 'notification');
    await this.session.raisePayload(PAYLOAD);
  }

  /** The answer's TLVs. Rejects with 'no-answer', 'garbage' or, for a wrong key, 'refused'. */
  async ask(name: CommandName, body: Uint8Array, timeoutMs = ANSWER_MS): Promise<Tlv[]> {
    let failure: Failure = { reason: 'silent', fault: null };
    for (let i = 0; i < TRIES; i++) {
      await this.request(name, body);
      const answer = await this.answer(name, timeoutMs);
      if (answer.list) return answer.list;
      failure = answer.failure;
    }
    if (!failure.fault) throw new BandError('no-answer', `${name}: no answer`);
    const code = failure.reason === 'decrypt' ? 'refused' : 'garbage';
    throw new BandError(code, `${name}: ${failure.reason}`, [failure.fault]);
  }

  /** Sends a request. A write whose confirmation is missing may have arrived: the answer decides. */
  async request(name: CommandName, body: Uint8Array): Promise<void> {
    const [service, command] = COMMAND[name];
    const sealed = this.secrecy ? this.seal(body, this.secrecy) : body;
    const frames = encodePacket({ service, command, body: sealed }, this.sliceSize);
    const how = { response: true, most: this.chunkSize };
    for (const frame of frames) await unlessSilent(this.session.writeChunks(WRITE, frame, how));
  }

  /** The next packet of this command, still closed; a failure when none came or it was broken. */
  async packet(name: CommandName, timeoutMs = ANSWER_MS): Promise<Packet | Failure> {
    const [service, command] = COMMAND[name];
    for (let strays = 0; strays < MOST_STRAYS; strays++) {
      const event = await this.receive(timeoutMs);
      if (!event) break;
      if (event.broken) {
        const { reason, bytes } = event.broken;
        return { reason, fault: faultOf(reason, bytes) };
      }
      const { packet } = event;
      if (packet.service === service && packet.command === command) return packet;
    }
    return { reason: 'silent', fault: null };
  }

  /** What a packet says. Total. */
  open(packet: Packet): Result<Tlv[]> {
    const { key = null, method = 'cbc' } = this.secrecy ?? {};
    const list = openBody(packet.body, key, method);
    return list.ok || list.reason !== 'no-key' ? list : fail('decrypt');
  }

  async answer(name: CommandName, timeoutMs = ANSWER_MS): Promise<Answer> {
    const packet = await this.packet(name, timeoutMs);
    if ('reason' in packet) return { failure: packet };
    const list = this.open(packet);
    if (list.ok) return { list: list.value };
    return { failure: { reason: list.reason, fault: faultOf(list.reason, packet.body) } };
  }

  private seal(body: Uint8Array, { key, method, ivs }: Secrecy): Uint8Array {
    return sealBody(body, key, ivs.next(), method);
  }

  /** The next packet or broken frame, or null after `timeoutMs` of silence. */
  private async receive(timeoutMs: number): Promise<Event | null> {
    for (;;) {
      const event = this.events.shift();
      if (event) return event;
      const { unfinished } = this.assembler;
      try {
        const value = await this.session.next(NOTIFY, unfinished ? PIECE_MS : timeoutMs);
        this.events.push(...this.assembler.push(value));
      } catch (error) {
        if (!isTimeout(error)) throw error;
        if (!unfinished) return null;
        return { broken: { reason: 'cut', bytes: this.assembler.abandon() } };
      }
    }
  }
}

const isTimeout = (error: unknown): boolean =>
  error instanceof BleError && error.code === 'timeout';
