/** Packets over a session: chunks, reassembly, encryption. Knows nothing of what is said. */
import { BleError, unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import { fail, type Result } from '../../lib/result';
import { BandError, type Fault, faultOf } from '../../protocols/driver';
import { decryptBody, encryptBody } from './crypto';
import { INDICATE, WRITE } from './gatt';
import { COMMANDS, decodeMessage, encodeMessage, type Message, type MessageName } from './messages';
import { encodePacket, headOf, type Packet, type Pushed, Reassembler } from './packet';
import { decodeWristbandRequest } from './wristband';

/** Between two chunks of one packet; WeChat for Android allows its own writes as long. */
const CHUNK_MS = 5000;
/** Chunks in a row that belong to no packet before we stop listening for a while. */
const MOST_STRAY = 512;

/** What came from the band. A fault has the packet's command and number when they were readable. */
export type Incoming =
  | { message: Message; packet: Packet; fault?: never }
  | { fault: Fault; packet: Packet | null; message?: never };

export class Dialogue {
  /** Once set, bodies are encrypted both ways. */
  sessionKey: Uint8Array | null = null;
  /** What was sent last may not have arrived: the band's next packet shows that it did. */
  private unconfirmed = false;
  /** A packet that came while a fault before it had to be told first. */
  private understood: Incoming | null = null;
  private readonly chunks = new Reassembler((packet) => this.makesSense(packet));

  constructor(private readonly session: Session) {}

  /** Lets the band begin: it speaks first, once FEC8 is on. */
  async listen(): Promise<void> {
    await this.session.subscribe(INDICATE, 'indication');
  }

  /**
   * The next packet, or one fault for everything unreadable before it. `timeoutMs` runs until the
   * first chunk; BleError 'timeout' when none came, and BandError 'no-answer' where the band may not
   * have heard us before that.
   */
  async receive(timeoutMs: number): Promise<Incoming> {
    const waiting = this.understood;
    this.understood = null;
    if (waiting) return waiting;
    let stray: Fault | null = null;
    let head: Packet | null = null;
    for (let count = 0; count < MOST_STRAY; ) {
      const pushed = await this.nextChunk(timeoutMs, stray !== null);
      if (!pushed) continue;
      if ('quiet' in pushed) break;
      const incoming = 'packet' in pushed ? this.understand(pushed.packet) : null;
      if (incoming && stray) this.understood = incoming;
      if (incoming) return stray ? { fault: stray, packet: head } : incoming;
      if ('broken' in pushed) {
        stray ??= faultOf(pushed.broken.reason, pushed.broken.bytes);
        head ??= headOf(pushed.broken.bytes);
      }
      count++;
    }
    return { fault: stray ?? faultOf('magic', new Uint8Array(0)), packet: head };
  }

  /**
   * Sends a message with the number of the request it answers; pushes have number 0. A phone may never
   * say that a write arrived: the band, which goes on or does not, says it then.
   */
  async send(message: Message, seq = 0): Promise<void> {
    const plain = encodeMessage(message);
    // Login itself is never encrypted, and an error without a body has nothing to encrypt.
    const key = isPlain(message.name) ? null : this.sessionKey;
    const body = key ? encryptBody(key, plain) : plain;
    const packet = encodePacket({ command: COMMANDS[message.name], seq, body });
    const written = this.session.writeChunks(WRITE, packet, { response: true }).then(() => true);
    if (!(await unlessSilent(written))) this.unconfirmed = true;
  }

  private understand(packet: Packet): Incoming {
    const message = this.decode(packet);
    if (message.ok) return { message: message.value, packet };
    return { fault: faultOf(message.reason, encodePacket(packet)), packet };
  }

  private decode({ command, body }: Packet): Result<Message> {
    const key = command === COMMANDS.authRequest ? null : this.sessionKey;
    const plain = key ? decryptBody(key, body) : null;
    if (plain && !plain.ok) return fail(plain.reason);
    return decodeMessage(command, plain ? plain.value : body);
  }

  private makesSense(packet: Packet): boolean {
    const message = this.decode(packet);
    if (!message.ok) return false;
    const { name, fields } = message.value;
    return (
      name !== 'sendDataRequest' || fields.type !== 1 || decodeWristbandRequest(fields.data).ok
    );
  }

  /** Takes one chunk. Silence in mid-packet breaks the packet; after strays it ends them. */
  private async nextChunk(timeoutMs: number, strays: boolean): Promise<Pushed | { quiet: true }> {
    const bytes = this.chunks.partial;
    try {
      const wait = bytes.length > 0 ? CHUNK_MS : timeoutMs;
      const value = await this.session.next(INDICATE, wait);
      this.unconfirmed = false;
      return this.chunks.push(value);
    } catch (error) {
      if (!(error instanceof BleError) || error.code !== 'timeout') throw error;
      this.chunks.reset();
      if (bytes.length > 0) return { broken: { reason: 'length', bytes } };
      if (strays) return { quiet: true };
      if (this.unconfirmed) throw new BandError('no-answer', 'a write was not confirmed');
      throw error;
    }
  }
}

const isPlain = (name: MessageName): boolean =>
  name === 'authResponse' || name === 'authRequest' || name === 'decodeError';
