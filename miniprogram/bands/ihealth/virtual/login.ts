/** How a virtual band meets a phone: each shows the other that it knows the model's key. */
import { equalBytes } from '../../../lib/bytes';
import { COMMANDS, type Instruction } from '../codec';
import { bandKey, encodeProof, turnWords } from '../crypto';
import { xxteaDecrypt } from '../xxtea';

/** What the phone has to answer; a real band draws it anew every time. */
const RANDOM = Uint8Array.from({ length: 16 }, (_, index) => 0x51 + index);

export class VirtualLogin {
  /** Whether the phone has shown that it knows the key. */
  trusted = false;
  private asked = false;

  constructor(
    private readonly key: Uint8Array,
    private readonly deviceId: string,
  ) {}

  /** A new connection. */
  begin(): void {
    this.trusted = false;
  }

  /** What is said to a word of the log-in; null for any other. */
  hear(command: number, params: Uint8Array): Instruction | null {
    if (command === COMMANDS.authStart && params.length === 16) return this.prove(params);
    return command === COMMANDS.authAnswer ? this.judge(params) : null;
  }

  private prove(params: Uint8Array): Instruction {
    const deviceId = Uint8Array.from({ length: 16 }, (_, i) => this.deviceId.charCodeAt(i) & 0x7f);
    const key = bandKey(this.key, deviceId);
    this.asked = true;
    const first = xxteaDecrypt(turnWords(params), key);
    const second = xxteaDecrypt(RANDOM, key);
    return { command: COMMANDS.authProof, params: encodeProof({ deviceId, first, second }) };
  }

  private judge(params: Uint8Array): Instruction {
    this.trusted = this.asked && equalBytes(turnWords(params), RANDOM);
    const command = this.trusted ? COMMANDS.authOk : COMMANDS.authRefused;
    return { command, params: new Uint8Array(0) };
  }
}
