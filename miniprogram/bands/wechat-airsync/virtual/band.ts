/** A band that speaks AirSync, byte for byte: the other side of `driver`. */
import {
  type Characteristic,
  type GattCharacteristic,
  sameCharacteristic,
} from '../../../ble/link';
import { chunksOf, concat, fromHex } from '../../../lib/bytes';
import { civilParts } from '../../common/civil';
import { type Central, declared } from '../../virtual/peripheral';
import { UtcPeripheral } from '../../virtual/utc-clock';
import { challengeAnswer, decryptBody, encryptBody } from '../crypto';
import { ADDRESS, INDICATE, SERVICE, WRITE } from '../gatt';
import {
  COMMANDS,
  DATA_TYPE,
  decodeMessage,
  encodeMessage,
  type Fields,
  type Message,
  STATUS,
} from '../messages';
import { CHUNK_BYTES, encodePacket, type Packet, Reassembler } from '../packet';
import { encodeWristbandRequest, type StepItem } from '../wristband';
import { authRequest } from './login';
import { type Remembered, StepMemory } from './memory';
import type {
  VirtualAirSync,
  VirtualAirSyncFaults,
  VirtualAirSyncOptions,
  VirtualAuth,
} from './options';

export const createVirtualAirSync = (options: VirtualAirSyncOptions): VirtualAirSync =>
  new VirtualBand(options);

/** How often the same data is offered again in one connection. */
const ATTEMPTS = 3;
const GARBAGE = Uint8Array.from({ length: CHUNK_BYTES }, (_, index) => (index * 37 + 11) & 0xff);

/** What was sent and waits for its response. */
interface Outstanding {
  seq: number;
  vendor: boolean;
  items: readonly Remembered[];
}

class VirtualBand extends UtcPeripheral<VirtualAirSyncOptions> implements VirtualAirSync {
  override readonly serviceUuids = [SERVICE];
  override readonly manufacturerData: Uint8Array;
  override readonly maxPayload = CHUNK_BYTES;
  readonly gatt: readonly GattCharacteristic[] = [
    declared(WRITE, 'write'),
    declared(INDICATE, 'indicate'),
    declared(ADDRESS, 'read'),
  ];
  readonly faults: VirtualAirSyncFaults = {
    garbage: false,
    cutFrame: false,
    silent: false,
    lingers: false,
  };
  readonly pushes: Message[] = [];
  private readonly mac: Uint8Array;
  private readonly auth: VirtualAuth;
  private readonly challenge: Uint8Array;
  private readonly memory: StepMemory;
  private readonly vendor: Fields<'sendDataRequest'>[] = [];
  private readonly chunks = new Reassembler();
  private state: 'idle' | 'auth' | 'init' | 'ready' = 'idle';
  private sessionKey: Uint8Array | null = null;
  private seq = 0;
  private logins = 0;
  private attempts = 0;
  private outstanding: Outstanding | null = null;
  private sending: Promise<void> = Promise.resolve();
  /** When a phone told the time, UTC seconds: what was counted before is dated by the old clock. */
  private clockSetAt = Number.POSITIVE_INFINITY;

  constructor(options: VirtualAirSyncOptions) {
    super(options, options.localName);
    this.mac = fromHex(options.mac) ?? new Uint8Array(6);
    this.manufacturerData = concat(Uint8Array.of(0x33, 0x02), this.mac);
    this.auth = options.auth ?? { mode: 'mac' };
    this.challenge = options.challenge ?? Uint8Array.of(0x31, 0x32, 0x33, 0x34);
    this.memory = new StepMemory(this.zone, () => this.faults.lingers);
    for (const walk of options.truth ?? []) this.memory.walk(walk);
  }

  get steps(): number {
    return this.memory.today(this.now());
  }

  get remembered(): number {
    return this.memory.length;
  }

  addSteps(steps: number): void {
    this.memory.walk({ at: this.now(), steps });
  }

  restart(): void {
    this.memory.set(0, this.now());
  }

  setTotals({ steps }: { steps: number }): void {
    this.memory.set(steps, this.now());
  }

  sendVendor(data: Uint8Array, type?: number): void {
    this.vendor.push(type === undefined ? { data } : { data, type });
  }

  override onConnect(central: Central): void {
    super.onConnect(central);
    this.forgetSession();
  }

  override onDisconnect(): void {
    super.onDisconnect();
    this.forgetSession();
  }

  override onRead(at: Characteristic): Uint8Array {
    return sameCharacteristic(at, ADDRESS) ? this.mac : new Uint8Array(0);
  }

  override onSubscribe(at: Characteristic, enabled: boolean): void {
    if (!sameCharacteristic(at, INDICATE)) return;
    this.forgetSession();
    if (!enabled) return;
    this.state = 'auth';
    const who = { localName: this.localName, mac: this.mac };
    const fields = authRequest(this.auth, who, ++this.logins);
    this.request({ name: 'authRequest', fields });
  }

  onWrite(at: Characteristic, value: Uint8Array): void {
    if (!sameCharacteristic(at, WRITE)) return;
    const pushed = this.chunks.push(value);
    if (pushed && 'packet' in pushed) this.understand(pushed.packet);
  }

  private forgetSession(): void {
    this.state = 'idle';
    this.sessionKey = null;
    this.seq = 0;
    this.attempts = 0;
    this.outstanding = null;
    this.chunks.reset();
  }

  private understand({ command, seq, body }: Packet): void {
    const encrypted = this.sessionKey !== null && command !== COMMANDS.decodeError;
    const plain = encrypted ? decryptBody(this.sessionKey!, body) : null;
    if (plain && !plain.ok) return;
    const decoded = decodeMessage(command, plain ? plain.value : body);
    if (!decoded.ok) return;
    const message = decoded.value;
    if (seq === 0) this.pushes.push(message);
    else if (seq !== this.seq) return;
    else if (message.name === 'authResponse') this.onAuthResponse(message.fields);
    else if (message.name === 'initResponse') this.onInitResponse(message.fields);
    else if (message.name === 'sendDataResponse') this.onDataResponse(seq, message.fields);
  }

  private onAuthResponse({ status, sessionKey }: Fields<'authResponse'>): void {
    if (this.state !== 'auth' || status.code !== STATUS.ok) return;
    if (this.auth.mode === 'aes') {
      const key = decryptBody(this.auth.key, sessionKey);
      if (!key.ok) return;
      this.sessionKey = key.value;
    }
    this.state = 'init';
    const { filter } = this.options;
    const { challenge } = this;
    this.request({ name: 'initRequest', fields: filter ? { filter, challenge } : { challenge } });
  }

  private onInitResponse({ status, challengeAnswer: answer, time }: Fields<'initResponse'>): void {
    if (this.state !== 'init' || status.code !== STATUS.ok) return;
    if (answer !== undefined && answer !== challengeAnswer(this.challenge)) return;
    this.state = 'ready';
    if (time !== undefined) {
      this.clockSetAt = Math.min(this.clockSetAt, this.now());
      this.setClock(time);
    }
    this.memory.settle(this.now());
    this.sendData();
  }

  /** The phone has it: only now it is forgotten. An error keeps it and offers it again. */
  private onDataResponse(seq: number, { status }: Fields<'sendDataResponse'>): void {
    const { outstanding } = this;
    if (this.state !== 'ready' || outstanding?.seq !== seq) return;
    this.outstanding = null;
    if (status.code === STATUS.ok) {
      if (outstanding.vendor) this.vendor.shift();
      this.memory.forget(outstanding.items);
      this.attempts = 0;
    } else if (++this.attempts >= ATTEMPTS) return;
    this.sendData();
  }

  private sendData(): void {
    const vendor = this.vendor[0];
    const items = vendor ? [] : this.memory.oldest(this.options.itemsPerMessage ?? 16);
    if (!vendor && items.length === 0) return;
    const counts = items.map((item) => this.dated(item));
    const erased = this.options.blank ? { ...counts[counts.length - 1], steps: 0xffffffff } : null;
    const data = encodeWristbandRequest({ items: erased ? [...counts, erased] : counts });
    const fields = vendor ?? { data, type: DATA_TYPE.wristband };
    this.request({ name: 'sendDataRequest', fields });
    this.outstanding = { seq: this.seq, vendor: vendor !== undefined, items };
  }

  private dated({ at, steps }: Remembered): StepItem {
    const own = at + (at < this.clockSetAt ? (this.options.clockError ?? 0) : this.clockError);
    if (this.options.times !== 'rtc') return { steps, timestamp: own };
    const civil = own + this.zone;
    const { day: date, ...rest } = civilParts(civil);
    return { steps, rtc: { ...rest, date } };
  }

  /** Sends a request in chunks, each after the one before is confirmed. */
  private request(message: Message): void {
    this.seq = this.seq >= 0xffff ? 1 : this.seq + 1;
    const { tamper = (body: Uint8Array) => body } = this.options;
    const plain = tamper(encodeMessage(message));
    const body = this.sessionKey ? encryptBody(this.sessionKey, plain) : plain;
    const packet = encodePacket({ command: COMMANDS[message.name], seq: this.seq, body });
    const whole = this.chunked(packet);
    const cut = this.faults.cutFrame && message.name === 'sendDataRequest';
    const pieces = this.faults.garbage ? [GARBAGE] : cut ? whole.slice(0, 1) : whole;
    const { central } = this;
    if (this.faults.silent || !central) return;
    this.sending = this.sending.then(async () => {
      for (const piece of pieces) {
        if (this.central !== central) return;
        await central.send(INDICATE, piece);
      }
    });
    // A link that drops in mid-packet ends the packet; the session begins anew on the next one.
    this.sending = this.sending.catch(() => undefined);
  }

  private chunked(packet: Uint8Array): Uint8Array[] {
    const filler = (CHUNK_BYTES - (packet.length % CHUNK_BYTES)) % CHUNK_BYTES;
    const padded = this.options.padding ? concat(packet, new Uint8Array(filler)) : packet;
    return chunksOf(padded, CHUNK_BYTES);
  }
}
