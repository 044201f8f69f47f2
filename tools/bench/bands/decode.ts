/** Decoding a week: our codecs against plain walks that build the same objects, and against peers. */
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
import { decodeStepBlock } from '../../../miniprogram/bands/huawei/history';
import { decodeFrame as decodeHuawei, packetOf } from '../../../miniprogram/bands/huawei/packet';
import { parseTlvs } from '../../../miniprogram/bands/huawei/tlv';
import { plain } from '../../../miniprogram/bands/kit';
import { decodeSamples } from '../../../miniprogram/bands/mi-band/activity';
import { ACTIVITY as MI1 } from '../../../miniprogram/bands/mi-band/gatt';
import { decodeValue } from '../../../miniprogram/bands/mi-band-2/activity';
import { ACTIVITY as MI2 } from '../../../miniprogram/bands/mi-band-2/gatt';
import { INDICATE } from '../../../miniprogram/bands/wechat-airsync/gatt';
import { decodeMessage } from '../../../miniprogram/bands/wechat-airsync/messages';
import { decodePacket } from '../../../miniprogram/bands/wechat-airsync/packet';
import { decodeWristbandRequest } from '../../../miniprogram/bands/wechat-airsync/wristband';
import { streams } from '../../band/check/codec';
import { allKits } from '../../band/kits';
import { scene } from '../../band/scene';
import { type Goal, ms, table } from '../figures';
import * as floors from './floors';
import { load } from './load';
import { protobufPeers } from './peers';
import { type Contestant, race } from './race';
import { airsyncPackets, huaweiFrames, valuesOf, WEEK } from './weeks';

const FLOOR = 'floor: a walk that builds objects';
const OURS = 'ours';
/** A goal of the codecs: no less than this of the floor. */
const LEAST = 0.5;

interface Encoding {
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
  const ours = () =>
    packets.map((bytes) => {
      const { command, body } = must(decodePacket(bytes));
      const message = must(decodeMessage(command, body));
      return message.name === 'sendDataRequest'
        ? must(decodeWristbandRequest(message.fields.data))
        : null;
    });
  const peers = protobufPeers().map(({ name, read }) => ({ name, run: () => read(packets) }));
  return encoding('AirSync', packets, () => floors.airsync(packets), ours, peers);
}

async function codoon(): Promise<Encoding> {
  const all = await valuesOf('codoon', DATA.characteristic);
  const frames = all.filter((value) => value[1] === 0x91);
  const ours = () => {
    let state = STREAM_START;
    return frames.map((frame) => {
      const fed = feedStream(state, must(decodeCodoon(frame)).payload);
      state = fed.state;
      return fed.units;
    });
  };
  return encoding('Codoon', frames, () => floors.codoon(frames), ours);
}

function huaweiPlain(): Encoding {
  const { frames } = huaweiFrames();
  const ours = () =>
    frames.map((frame) => {
      const packet = packetOf(must(decodeHuawei(frame)).content);
      return must(decodeStepBlock(must(parseTlvs(packet.body))));
    });
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
    run: walk((text) => new aes.ModeOfOperation.cbc(key, iv).decrypt(text)),
  };
  const ours = () => sealed.map((body) => must(decodeStepBlock(must(openBody(body, key, 'cbc')))));
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
  const ours = () =>
    packets.map((value) => must(decodeStepPacket(must(decodeColmi(value)).payload)));
  return encoding('Colmi', packets, () => floors.colmi(packets), ours);
}

async function miBand1(): Promise<Encoding> {
  const values = (await valuesOf('mi-band', MI1.characteristic)).filter(
    (value) => value.length > 11,
  );
  const layout = { sampleBytes: 3, counter: false };
  const ours = () => values.map((value) => decodeSamples(value, layout));
  return encoding('Mi Band 1', values, () => floors.miBand(values, 3, 0), ours);
}

async function miBand2(): Promise<Encoding> {
  const values = await valuesOf('mi-band-2', MI2.characteristic);
  const ours = () => values.map((value) => must(decodeValue(value)));
  return encoding('Mi Band 2', values, () => floors.miBand(values, 4, 1), ours);
}

/** All encodings with a floor, then every protocol's own explanation of a week's dialogue. */
export async function raceDecode(print: (text: string) => void): Promise<Goal[]> {
  const goals: Goal[] = [];
  const rows = [['encoding (a week)', 'MB/s', 'values/s', 'ms a week', 'of floor']];
  const all = [
    await airsync(),
    await codoon(),
    huaweiPlain(),
    huaweiSealed(),
    await colmi(),
    await miBand1(),
    await miBand2(),
  ];
  for (const { name, bytes, values, contestants, goals: wanted } of all) {
    const figures = race(contestants);
    const floor = figures.get(contestants[0]!.name)!;
    rows.push([`${name}: ${values} values, ${bytes} bytes`]);
    for (const { name: who } of contestants) {
      const spent = figures.get(who)!;
      rows.push([
        `  ${who}`,
        (bytes / spent / 1000).toFixed(1),
        `${Math.round(values / spent)} k`,
        ms(spent),
        (floor / spent).toFixed(2),
      ]);
    }
    const ours = figures.get(OURS)!;
    for (const { of, least } of wanted) {
      const ratio = figures.get(of)! / ours;
      goals.push({
        name: `${name}: at least ${least} of ${of}`,
        met: ratio >= least,
        figure: ratio.toFixed(2),
      });
    }
    goals.push({ name: `${name}: a week in at most 5 ms`, met: ours <= 5, figure: ms(ours) });
  }
  print(table(rows));
  print(`\n${table(await explained())}`);
  return goals;
}

/** `decode` of each kit over a whole dialogue: for encodings without a floor. */
async function explained(): Promise<string[][]> {
  const rows = [['explaining a dialogue, both ways', 'values', 'ms a week']];
  for (const kit of await allKits(load)) {
    for (const virtual of kit.virtuals) {
      const stage = scene(kit, virtual, { truth: WEEK, dense: true });
      await stage.once();
      const list = streams(stage.frames);
      const run = () =>
        list.map(({ from, at, values }) =>
          plain(
            kit.decoders
              .find((one) => one.from === from && one.at.characteristic === at.characteristic)
              ?.decode(values),
          ),
        );
      const values = list.reduce((sum, stream) => sum + stream.values.length, 0);
      rows.push([
        `${kit.driver.id}, ${virtual.name}`,
        String(values),
        ms(race([{ name: 'x', run }]).get('x')!),
      ]);
    }
  }
  return rows;
}
