/** A session that the preview saved, read with suspicion: people send each other files. */
import { readFileSync } from 'node:fs';
import { fromHex } from '../../../miniprogram/lib/bytes';
import type { Packet } from '../../preview';
import { Mistake } from '../mistake';

const DIRECTIONS: readonly unknown[] = [
  'write',
  'write-no-response',
  'read',
  'notify',
  'indicate',
] satisfies Packet['dir'][];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The packets of a file, in its order. @throws Mistake in one sentence. */
export function sessionIn(file: string, id: string): Packet[] {
  const { format, version, protocol, packets } = contentOf(file);
  if (format !== 'bandmates-session')
    throw new Mistake(
      `${file} is no recorded session: save one in the preview, 真手环 or 检查 → 存成文件.`,
    );
  if (version !== 1)
    throw new Mistake(`${file} has version ${String(version)}, not 1: save the session again.`);
  if (protocol !== '' && protocol !== id)
    throw new Mistake(`${file} says it is of "${String(protocol)}": give that instead of "${id}".`);
  if (!Array.isArray(packets) || packets.length === 0)
    throw new Mistake(
      `${file} has no packets: switch 录下收发的数据 on before the phone connects.`,
    );
  for (const [index, packet] of packets.entries()) {
    const wrong = faultIn(packet);
    if (wrong) throw new Mistake(`${file}, packet ${index}: ${wrong}; save the session again.`);
  }
  return packets as Packet[];
}

function contentOf(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Mistake(`${file} cannot be read: give a session that the preview saved.`);
  }
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    throw new Mistake(`${file} is no JSON: save the session again.`);
  }
}

function faultIn(packet: unknown): string | null {
  const { t, dir, service, characteristic, hex } = (packet ?? {}) as Record<string, unknown>;
  if (typeof t !== 'number' || !(t >= 0)) return '"t" is no time';
  if (!DIRECTIONS.includes(dir)) return `"dir" is none of ${DIRECTIONS.join(', ')}`;
  for (const [name, value] of Object.entries({ service, characteristic })) {
    if (typeof value !== 'string' || !UUID.test(value)) return `"${name}" is no 128-bit UUID`;
  }
  return typeof hex === 'string' && fromHex(hex) ? null : '"hex" is no hex';
}
