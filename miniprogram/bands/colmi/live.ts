/** What the ring shows while connected: its day's totals, and the heart rate while it measures. */
import { BandError, type Live } from '../../protocols/driver';
import { beatsOrNone, orNone } from '../common/no-value';
import {
  COMMANDS,
  decodeMeasured,
  decodeNotification,
  decodePacket,
  encodeMeasure,
  encodeStop,
  isHeartRate,
  type Packet,
} from './codec';
import type { Dialogue } from './dialogue';
import { NOTIFY } from './gatt';

/** Packets of other kinds, or answers without a value, before we give up: a ring on no finger. */
const MAX_EMPTY = 64;

/** The next packet of a command. Rejects with a BleError('timeout') when the ring is silent. */
async function nextOf(dialogue: Dialogue, command: number): Promise<Packet> {
  for (let i = 0; i < MAX_EMPTY; i++) {
    const packet = decodePacket(await dialogue.session.next(NOTIFY));
    if (packet.ok && packet.value.command === command && !packet.value.error) return packet.value;
  }
  throw new BandError('garbage', 'the ring talks of other things');
}

/** The ring tells its totals by itself whenever they change. */
export async function watchSteps(dialogue: Dialogue, now: () => number): Promise<Live> {
  dialogue.session.drain(NOTIFY);
  return {
    async next() {
      for (let i = 0; i < MAX_EMPTY; i++) {
        const { payload } = await nextOf(dialogue, COMMANDS.notification);
        const news = decodeNotification(payload);
        if (!news.ok || news.value.kind !== 'totals') continue;
        const { steps, metres, calories } = news.value.totals;
        if (orNone(steps, 3) === null) continue;
        return { at: now(), steps, metres, kcal: Math.round(calories / 10) };
      }
      throw new BandError('garbage', 'the ring talks of other things');
    },
    stop: () => Promise.resolve(),
  };
}

/** The ring measures until it is told to stop, one request for every value. */
export async function watchHeart(dialogue: Dialogue, now: () => number): Promise<Live> {
  await dialogue.say(COMMANDS.measure, encodeMeasure('start'));
  return {
    async next() {
      for (let i = 0; i < MAX_EMPTY; i++) {
        const measured = decodeMeasured((await nextOf(dialogue, COMMANDS.measure)).payload);
        await dialogue.say(COMMANDS.measure, encodeMeasure('continue'));
        if (!measured.ok || !isHeartRate(measured.value)) continue;
        const { error, value } = measured.value;
        const heartRate = beatsOrNone(value);
        if (error === 0 && heartRate !== null) return { at: now(), heartRate };
      }
      throw new BandError('no-answer', 'the ring measures nothing');
    },
    stop: () => dialogue.say(COMMANDS.stop, encodeStop()),
  };
}
