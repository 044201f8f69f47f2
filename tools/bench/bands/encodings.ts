/** Weeks as bytes, and who reads them: the floor, our codecs, peers. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { cbc } from '@noble/ciphers/aes.js';
import aes from 'aes-js';
import { decodeFrame as decodeCodoon } from '../../../miniprogram/bands/codoon/frame';
import { DATA } from '../../../miniprogram/bands/codoon/gatt';
import { feedStream, STREAM_START } from '../../../miniprogram/bands/codoon/stream';
import { NOTIFY as COLMI } from '../../../miniprogram/bands/colmi/gatt';
import { decodePacket as decodeColmi } from '../../../miniprogram/bands/colmi/packet';
import { decodeStepPacket } from '../../../miniprogram/bands/colmi/steps';
import { openBody, sealBody } from '../../../miniprogram/bands/huawei/cipher';
import { decodeStepBlock, type StepBlock } from '../../../miniprogram/bands/huawei/history';
import { decodeFrame as decodeHuawei, packetOf } from '../../../miniprogram/bands/huawei/packet';
import { parseTlvs } from '../../../miniprogram/bands/huawei/tlv';
import { decodeSamples } from '../../../miniprogram/bands/mi-band/activity';
import { ACTIVITY as MI1 } from '../../../miniprogram/bands/mi-band/gatt';
import { decodeValue } from '../../../miniprogram/bands/mi-band-2/activity';
import { ACTIVITY as MI2 } from '../../../miniprogram/bands/mi-band-2/gatt';
import { INDICATE } from '../../../miniprogram/bands/wechat-airsync/gatt';
import { decodeMessage } from '../../../miniprogram/bands/wechat-airsync/messages';
import { decodePacket, HEADER_BYTES } from '../../../miniprogram/bands/wechat-airsync/packet';
import { decodeWristbandRequest } from '../../../miniprogram/bands/wechat-airsync/wristband';
import * as floors from './floors';
import { type Piece, piece } from './floors';
import { protobufPeers } from './peers';
import type { Contestant } from './race';
import { airsyncPackets, huaweiFrames, valuesOf } from './weeks';

const FLOOR = 'floor: a walk that builds objects';
export const OURS = 'ours';
/** A goal of the codecs: no less than this of the floor. */
const LEAST = 0.5;

export interface Encoding {
  name: string;
  bytes: number;
  values: number;
  contestants: Contestant[];
  /** Compared with this one, and how much of it is enough. */
  goals: { of: string; least: number }[];
}

const sizeOf = (values: readonly Uint8Array[]): number =>
  values.reduce((sum, value) => sum + value.length, 0);

const encoding = (
  name: string,
  values: readonly Uint8Array[],
  floor: () => unknown,
  ours: () => unknown,
  peers: Contestant[] = [],
): Encoding => ({
  name,
  bytes: sizeOf(values),
  values: values.length,
  contestants: [{ name: FLOOR, run: floor }, { name: OURS, run: ours }, ...peers],
  goals: [{ of: FLOOR, least: LEAST }, ...peers.map((peer) => ({ of: peer.name, least: 1 }))],
});

/** What a result holds; a race over broken input would prove nothing. */
function must<T>(result: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

async function airsync(): Promise<Encoding> {
  const packets = airsyncPackets(await valuesOf('wechat-airsync', INDICATE.characteristic));
  const ours = () => {
    const pieces: Piece[] = [];
    for (const bytes of packets) {
      const { command, body } = must(decodePacket(bytes));
      const message = must(decodeMessage(command, body));
      if (message.name !== 'sendDataRequest') continue;
      const { items } = must(decodeWristbandRequest(message.fields.data));
      for (const { timestamp = 0, steps = 0 } of items) pieces.push(piece(timestamp, 600, steps));
    }
    return pieces;
  };
  const peers = protobufPeers().map(({ name, read }) => {
    const run = () => {
      const pieces: Piece[] = [];
      for (const bytes of packets) {
        if (!floors.isAirsync(bytes)) continue;
        for (const { timestamp, step } of read(bytes.subarray(HEADER_BYTES))) {
          pieces.push(piece(timestamp, 600, step));
        }
      }
      return pieces;
    };
    return { name, run };
  });
  return encoding('AirSync', packets, () => floors.airsync(packets), ours, peers);
}

async function codoon(): Promise<Encoding> {
  const all = await valuesOf('codoon', DATA.characteristic);
  const frames = all.filter((value) => value[1] === 0x91);
  const ours = () => {
    const pieces: Piece[] = [];
    let state = STREAM_START;
    for (const frame of frames) {
      const fed = feedStream(state, must(decodeCodoon(frame)).payload);
      state = fed.state;
      for (const unit of fed.units) {
        if (unit.kind !== 'sport') continue;
        pieces.push(piece(unit.at, 600, unit.steps, unit.metres, unit.kcal));
      }
    }
    return pieces;
  };
  return encoding('Codoon', frames, () => floors.codoon(frames), ours);
}

function addBlock({ base, samples }: StepBlock, pieces: Piece[]): void {
  for (const { minute, steps = 0, metres, calories, heartRate } of samples) {
    pieces.push(piece(base + minute * 60, 60, steps, metres, calories, heartRate));
  }
}

function huaweiPlain(): Encoding {
  const { frames } = huaweiFrames();
  const ours = () => {
    const pieces: Piece[] = [];
    for (const frame of frames) {
      const { body } = packetOf(must(decodeHuawei(frame)).content);
      addBlock(must(decodeStepBlock(must(parseTlvs(body)))), pieces);
    }
    return pieces;
  };
  return encoding('Huawei, plain', frames, () => floors.huawei(frames), ours);
}

/** The floor has native AES; pure JavaScript is compared with noble called bare. */
function huaweiSealed(): Encoding {
  const { bodies } = huaweiFrames();
  const key = new Uint8Array(16).fill(7);
  const iv = new Uint8Array(16).fill(9);
  const sealed = bodies.map((body) => sealBody(body, key, iv, 'cbc'));
  const texts = bodies.map((body) => {
    const cipher = createCipheriv('aes-128-cbc', key, iv);
    return new Uint8Array(Buffer.concat([cipher.update(body), cipher.final()]));
  });
  const walk = (open: (text: Uint8Array) => Uint8Array) => () =>
    floors.huaweiBlocks(texts.map(open));
  const native = walk((text) => {
    const decipher = createDecipheriv('aes-128-cbc', key, iv);
    return Buffer.concat([decipher.update(text), decipher.final()]);
  });
  const noble = {
    name: '@noble/ciphers + the walk',
    run: walk((text) => cbc(key, iv).decrypt(text)),
  };
  const aesJs = {
    name: 'aes-js 3.1.2 + the walk',
    run: walk((text) => {
      const padded = new aes.ModeOfOperation.cbc(key, iv).decrypt(text);
      return padded.subarray(0, -padded[padded.length - 1]!);
    }),
  };
  const ours = () => {
    const pieces: Piece[] = [];
    for (const body of sealed) {
      addBlock(must(decodeStepBlock(must(openBody(body, key, 'cbc')))), pieces);
    }
    return pieces;
  };
  return {
    name: 'Huawei, AES-CBC',
    bytes: sizeOf(sealed),
    values: sealed.length,
    contestants: [
      { name: 'floor: node:crypto + the walk', run: native },
      { name: OURS, run: ours },
      noble,
      aesJs,
    ],
    goals: [
      { of: noble.name, least: 0.9 },
      { of: aesJs.name, least: 1 },
    ],
  };
}

async function colmi(): Promise<Encoding> {
  const packets = (await valuesOf('colmi', COLMI.characteristic)).filter(
    (value) => value[0] === 0x43,
  );
  const ours = () => {
    const pieces: Piece[] = [];
    for (const value of packets) {
      const packet = must(decodeStepPacket(must(decodeColmi(value)).payload));
      if (packet.kind !== 'record') continue;
      const { at, steps, metres, calories } = packet.record;
      pieces.push(piece(at, 900, steps, metres, calories));
    }
    return pieces;
  };
  return encoding('Colmi', packets, () => floors.colmi(packets), ours);
}

async function miBand1(): Promise<Encoding> {
  const values = (await valuesOf('mi-band', MI1.characteristic)).filter(
    (value) => value.length > 11,
  );
  const layout = { sampleBytes: 3, counter: false };
  const ours = () => {
    const pieces: Piece[] = [];
    for (const value of values) {
      for (const { steps, intensity } of decodeSamples(value, layout)) {
        pieces.push(piece(pieces.length * 60, 60, steps, 0, intensity));
      }
    }
    return pieces;
  };
  return encoding('Mi Band 1', values, () => floors.miBand(values, 3, 0), ours);
}

async function miBand2(): Promise<Encoding> {
  const values = await valuesOf('mi-band-2', MI2.characteristic);
  const ours = () => {
    const pieces: Piece[] = [];
    for (const value of values) {
      for (const { steps, intensity, heartRate } of must(decodeValue(value)).samples) {
        pieces.push(piece(pieces.length * 60, 60, steps, 0, intensity, heartRate));
      }
    }
    return pieces;
  };
  return encoding('Mi Band 2', values, () => floors.miBand(values, 4, 1), ours);
}

/** All encodings with a floor. */
export const encodings = async (): Promise<Encoding[]> => [
  await airsync(),
  await codoon(),
  huaweiPlain(),
  huaweiSealed(),
  await colmi(),
  await miBand1(),
  await miBand2(),
];
