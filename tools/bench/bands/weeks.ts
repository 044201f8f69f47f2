/** One week as bytes, per protocol: what the virtual bands send of 10 172 steps a day. */

import { encodeStepBlock, type Sample } from '../../../miniprogram/bands/huawei/history/step-block';
import { encodePacket as encodeHuawei } from '../../../miniprogram/bands/huawei/wire/packet';
import type { BandKit, KitVirtual } from '../../../miniprogram/bands/kit';
import { plausibleWalks } from '../../../miniprogram/bands/virtual/walks';
import {
  decodePacket,
  encodePacket,
  Reassembler,
} from '../../../miniprogram/bands/wechat-airsync/packet';
import { kitOf } from '../../harness/kits';
import { scene } from '../../harness/scene';
import { NOW } from '../../harness/world';
import { load } from './load';

export const WEEK = plausibleWalks({ seed: 11, until: NOW - 7200, days: 7, perDay: 10_172 });

/** Values of the band on one characteristic in a week's sync. */
export async function valuesOf(id: string, characteristic: string, nth = 0): Promise<Uint8Array[]> {
  const kit = (await kitOf(id, load)) as BandKit;
  const stage = scene(kit, kit.virtuals[nth] as KitVirtual, { truth: WEEK, dense: true });
  const { error } = await stage.once();
  if (error) throw new Error(`${id}: ${String(error)}`);
  return stage.frames
    .filter(({ operation, at }) => operation === 'value' && at.characteristic === characteristic)
    .map(({ value }) => value);
}

/** AirSync packets with counts in them, whole. */
export function airsyncPackets(values: readonly Uint8Array[]): Uint8Array[] {
  const chunks = new Reassembler();
  const packets: Uint8Array[] = [];
  for (const value of values) {
    const pushed = chunks.push(value);
    if (pushed && 'packet' in pushed) packets.push(encodePacket(pushed.packet));
  }
  return packets.filter((bytes) => {
    const packet = decodePacket(bytes);
    return packet.ok && packet.value.command === 10_002;
  });
}

/** Frames of hour blocks that hold every minute of a week, unencrypted and unsliced. */
export function huaweiFrames(): { frames: Uint8Array[]; bodies: Uint8Array[] } {
  const steps = new Map<number, number>();
  for (const { at, steps: walked } of WEEK) {
    for (let left = walked, minute = Math.floor(at / 60); left > 0; left -= 110, minute++) {
      steps.set(minute, Math.min(left, 110));
    }
  }
  const bodies: Uint8Array[] = [];
  const begin = Math.floor(NOW / 3600) - 7 * 24;
  for (let hour = 0; hour < 7 * 24; hour++) {
    const base = (begin + hour) * 3600;
    const samples: Sample[] = Array.from({ length: 60 }, (_, minute) => {
      const walked = steps.get(base / 60 + minute);
      if (walked === undefined) return { minute, heartRate: 62 };
      return { minute, steps: walked, calories: Math.round(walked / 20), metres: walked };
    });
    bodies.push(encodeStepBlock({ index: hour, base, samples }));
  }
  const frames = bodies.map((body) => encodeHuawei({ service: 7, command: 11, body }, 65_535)[0]!);
  return { frames, bodies };
}
