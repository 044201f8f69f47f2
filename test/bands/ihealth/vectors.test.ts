import { describe, expect, test } from '@jest/globals';
import {
  Assembler,
  ackOf,
  COMMANDS,
  decodeActivity,
  decodeFrame,
  decodeProfile,
  decodeSleepBlock,
  decodeState,
  decodeTotals,
  encodeActivity,
  encodeFrame,
  encodeProfile,
  encodeSetTime,
  FROM_BAND,
  FROM_PHONE,
  type Heard,
  isEmpty,
  percentOf,
  split,
} from '../../../miniprogram/bands/ihealth/codec';
import { PORTS } from '../../../miniprogram/bands/ihealth/gatt';
import { fromHex, toHex } from '../../../miniprogram/lib/bytes';
import vectors from '../../fixtures/ihealth.vectors.json';

const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;
const byId = new Map(vectors.vectors.map((vector) => [vector.id, vector]));
const hexOf = (id: string) => byId.get(id)!.hex ?? '';
const bytesOf = (id: string) => fromHex(hexOf(id))!;
const none = new Uint8Array(0);
const hex = (text: string) => fromHex(text)!;

function frameOf(id: string, start = FROM_BAND): Heard {
  const frame = decodeFrame(start, bytesOf(id));
  if (!frame.ok) throw new Error(`${id}: ${frame.reason}`);
  return frame.value;
}

/** Parameters of a vector that is one whole instruction. */
function paramsOf(id: string, start = FROM_BAND): Uint8Array {
  const instruction = new Assembler().push(frameOf(id, start));
  if (!instruction) throw new Error(`${id} is not whole`);
  return instruction.params;
}

const said = (command: number, params: Uint8Array = none) =>
  split({ command, params }, 1).map((frame) => toHex(encodeFrame(FROM_PHONE, frame)));

const NARROW = { wide: false, swim: false };
const WIDE = { wide: true, swim: false };
const SWIM = { wide: true, swim: true };
const PROFILE = {
  age: 30,
  stepCm: 68,
  heightCm: 175,
  sex: 'male',
  weight: 70.5,
  unit: 'kilometres',
  goals: [10_000, 5000, 8000],
  swim: null,
} as const;
const RANDOM = Uint8Array.from({ length: 16 }, (_, index) => index + 1);

/** Frames of the phone: vector, command, parameters, which frame. */
const REQUESTS: [id: string, command: number, params?: Uint8Array, frame?: number][] = [
  ['req.getUserId', COMMANDS.getUserId],
  ['req.reset', COMMANDS.reset, hex('ffffffff')],
  ['req.setTime', COMMANDS.setTime, encodeSetTime(utc('2026-01-02 08:30:00'))],
  ['req.setProfile.am3s.2of2', COMMANDS.setProfile, encodeProfile(PROFILE, WIDE), 1],
  [
    'req.setProfile.am4.1of2',
    COMMANDS.setProfile,
    encodeProfile({ ...PROFILE, swim: [0, 30] }, SWIM),
    0,
  ],
  [
    'req.setProfile.am4.2of2',
    COMMANDS.setProfile,
    encodeProfile({ ...PROFILE, swim: [0, 30] }, SWIM),
    1,
  ],
  ['req.setBmr', COMMANDS.setBmr, hex('0672')],
  ['req.getProfile', COMMANDS.getProfile],
  ['req.alarmList', 0xa6],
  ['req.alarmGet', 0xa7, hex('01')],
  ['req.alarmSet', 0xa8, hex('01071e013e01')],
  ['req.alarmDelete', 0xa9, hex('01')],
  ['req.reminderGet', 0xb3],
  ['req.state', COMMANDS.state],
  ['req.realtime', COMMANDS.totals],
  ['req.syncActivity', COMMANDS.activity],
  ['req.syncSleep', COMMANDS.sleep],
  ['req.syncStage', 0x0a],
  ['req.random6', 0x09, hex('313233343536')],
  ['req.echo.activityStart', COMMANDS.activityBlock],
  ['req.echo.activityData', COMMANDS.activityData],
  ['req.echo.activityEnd', COMMANDS.activityEnd],
  ['req.echo.sleepStart', COMMANDS.sleepBlock],
  ['req.echo.sleepData', COMMANDS.sleepData],
  ['req.echo.stageStart', 0x0b],
  ['req.echo.stageData', 0x0c],
  ['req.echo.stageEnd', 0x0d],
  ['req.auth.challenge.2of2', COMMANDS.authStart, RANDOM, 1],
];

const tested = new Set<string>(REQUESTS.map(([id]) => id));
const vector = (id: string, check: () => void) => {
  tested.add(id);
  test(id, check);
};
describe('vectors', () => {
  test.each(REQUESTS)('%s', (id, command, params = none, frame = 0) => {
    expect(said(command, params)[frame]).toBe(hexOf(id));
  });

  ['amv10', 'amv11', 'amv12'].forEach((name, index) => {
    vector(`uuid.${name}`, () => {
      expect(PORTS[index]!.listen.service.replace(/-/g, '')).toBe(hexOf(`uuid.${name}`));
    });
  });

  for (const [id, order, sequence] of [
    ['ack.phone.order0.seq3', 0x00, 3],
    ['ack.phone.order11.seq3', 0x11, 3],
    ['ack.phone.order10.seq5', 0x10, 5],
  ] as const) {
    vector(id, () => {
      const ack = ackOf({ order, sequence });
      expect(toHex(encodeFrame(FROM_PHONE, ack))).toBe(hexOf(id));
    });
  }

  vector('ack.band.seq1', () => {
    const ack = frameOf('ack.band.seq1');
    expect(isEmpty(ack)).toBe(true);
    expect(ack.sequence).toBe(2);
    const mirrored = ackOf({ order: 0, sequence: 1 });
    expect(toHex(encodeFrame(FROM_BAND, mirrored))).toBe(hexOf('ack.band.seq1'));
  });

  vector('rsp.setProfile', () => expect(paramsOf('rsp.setProfile')).toHaveLength(0));

  vector('rsp.state', () => {
    expect(decodeState(paramsOf('rsp.state'))).toEqual({ ok: true, value: { mode: 1, level: 80 } });
    expect([80, 100, 255, 10, 7].map(percentOf)).toEqual([80, 100, null, 100, 70]);
  });

  vector('rsp.realtime.u32', () => {
    const totals = decodeTotals(paramsOf('rsp.realtime.u32'), WIDE);
    expect(totals).toEqual({ ok: true, value: { steps: 6543, kcal: 210 } });
  });

  vector('rsp.realtime.u16', () => {
    const totals = decodeTotals(paramsOf('rsp.realtime.u16'), NARROW);
    expect(totals).toEqual({ ok: true, value: { steps: 6543, kcal: 210 } });
  });

  vector('rsp.profile.am3', () => {
    const profile = decodeProfile(paramsOf('rsp.profile.am3'), NARROW);
    expect(profile).toEqual({ ok: true, value: PROFILE });
  });

  const records = [
    { minute: 8 * 60 + 5, steps: 120, kcal: 5 },
    { minute: 8 * 60 + 10, steps: 260, kcal: 11 },
  ];
  vector('rsp.activity.data.6', () => {
    expect(decodeActivity(paramsOf('rsp.activity.data.6'), NARROW)).toEqual({
      ok: true,
      value: records,
    });
  });

  vector('rsp.activity.data.8.1of2', () => {
    const params = encodeActivity(records, WIDE);
    const frames = split({ command: COMMANDS.activityData, params }, 3);
    expect(toHex(encodeFrame(FROM_BAND, frames[0]!))).toBe(hexOf('rsp.activity.data.8.1of2'));
    const assembler = new Assembler();
    expect(assembler.push(frameOf('rsp.activity.data.8.1of2'))).toBeNull();
    const second = decodeFrame(FROM_BAND, encodeFrame(FROM_BAND, frames[1]!));
    const whole = second.ok ? assembler.push(second.value) : null;
    expect(decodeActivity(whole!.params, WIDE)).toEqual({ ok: true, value: records });
  });

  vector('rsp.activity.end', () => {
    const frame = frameOf('rsp.activity.end');
    expect(new Assembler().push(frame)).toEqual({ command: COMMANDS.activityEnd, params: none });
  });

  vector('rsp.sleep.start', () => {
    const block = decodeSleepBlock(paramsOf('rsp.sleep.start'));
    expect(block).toEqual({ ok: true, value: { start: utc('2026-01-02 23:00:00'), count: 6 } });
  });

  for (const [id, command] of [
    ['rsp.auth.ok', COMMANDS.authOk],
    ['rsp.auth.fail', COMMANDS.authRefused],
  ] as const) {
    vector(id, () => {
      expect(new Assembler().push(frameOf(id))).toEqual({ command, params: none });
    });
  }

  tested.add('rsp.auth.proof.4of4');
  vector('rsp.auth.proof.3of4', () => {
    const params = Uint8Array.from({ length: 48 }, (_, index) => index);
    const frames = split({ command: COMMANDS.authProof, params }, 3);
    expect(frames.slice(2).map((frame) => toHex(encodeFrame(FROM_BAND, frame)))).toEqual([
      hexOf('rsp.auth.proof.3of4'),
      hexOf('rsp.auth.proof.4of4'),
    ]);
  });

  vector('quirk.split.exact14', () => {
    const { frames } = (
      byId.get('quirk.split.exact14') as unknown as {
        decoded: { frames: string[] };
      }
    ).decoded;
    const content = Uint8Array.from({ length: 28 }, (_, index) => index);
    const own = said(content[0]!, content.subarray(1));
    expect(own).toEqual(frames);
    const assembler = new Assembler();
    const decoded = frames.map((text) => decodeFrame(FROM_PHONE, hex(text)));
    const parts = decoded.map((frame) => (frame.ok ? frame.value : null)!);
    expect(assembler.push(parts[0]!)).toBeNull();
    expect(assembler.push(parts[1]!)).toBeNull();
    expect(isEmpty(parts[2]!) && assembler.expects(parts[2]!)).toBe(true);
    expect(assembler.push(parts[2]!)).toEqual({ command: 0, params: content.subarray(1) });
  });

  test('every vector is tested', () => {
    expect([...byId.keys()].filter((id) => !tested.has(id))).toEqual([]);
  });
});
