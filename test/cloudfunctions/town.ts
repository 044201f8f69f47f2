/** A small town for tests: people in every relation, each action with an input that fits it. */
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { claimId } from '../../cloudfunctions/handover/store';
import { dayStart } from '../../miniprogram/contract/activity';
import type { Action, Input } from '../../miniprogram/contract/api';
import { DAY, dayOfSlots, NOON, TODAY } from './backend';
import { type Inside, type State, startInside } from './inside';

/** OpenIDs by what they are to Ann, whose things the actions are about. */
export const PEOPLE = {
  ann: 'oTown-ann-0123456789',
  /** Her friend. */
  ben: 'oTown-ben-0123456789',
  /** Her friend, hidden from boards. */
  hal: 'oTown-hal-0123456789',
  /** Was her friend until she ended it. */
  rex: 'oTown-rex-0123456789',
  /** Nobody to her; has a band and a day of their own. */
  sam: 'oTown-sam-0123456789',
  /** Under fourteen, without a guardian's word, and nobody to her but that they blocked her. */
  kid: 'oTown-kid-0123456789',
} as const;

export type Name = keyof typeof PEOPLE;

export interface Town {
  uids: Record<Name, string>;
  /** Ann's band, and the address it stated. */
  band: string;
  serial: string;
  /** Ann's virtual band. */
  virtual: string;
  /** Sam's claim of Ann's band. */
  claim: string;
  /** The desk's name of Ann's review that waits. */
  review: string;
  /** Ann's share. */
  share: string;
  /** Invitations of Sam and of Ann that wait, and Ann's from before she ended it with Rex. */
  fromSam: string;
  fromAnn: string;
  oldFromAnn: string;
  /** Ann's ticket, as the contact button carries it. */
  sessionFrom: string;
  /** Ann's thread at the desk of her band's maker, where Sam sits, and a picture she sent. */
  thread: string;
  picture: string;
  /** A group of Ann's and Ben's, at which Sam looks as a guest; WeChat's proofs for Ann of it and of Sam's. */
  group: string;
  proof: string;
  otherProof: string;
  /** Of Ann's steps. */
  steps: string;
  /** Kid's card for a guardian. */
  card: string;
}

/** Builds it through the actions themselves. */
export async function buildTown({ ask, push, setTime, cloud }: Inside): Promise<Town> {
  const uids = {} as Record<Name, string>;
  for (const name of Object.keys(PEOPLE) as Name[]) {
    uids[name] = (await ask(PEOPLE[name], 'account.enter', {})).me.uid;
  }
  const { ann, ben, hal, rex, sam } = PEOPLE;
  setTime(NOON - 600);
  const bind = async (who: string, serial: string, virtual = false) => {
    const what = { model: 'am3', protocol: 'ihealth', serial, virtual };
    return (await ask(who, 'band.bind', what)).band.id;
  };
  await ask(ann, 'consent.set', { kind: 'werun', version: 1, given: true });
  const serial = 'A40000000001';
  const band = await bind(ann, serial);
  const virtual = await bind(ann, 'DEMO', true);
  const days = [dayOfSlots(TODAY - 1, { 40: 900 }), dayOfSlots(TODAY, { 30: 400 })];
  days.push(...[ASKED, HELD].map((day) => dayOfSlots(day, FAST)));
  await ask(ann, 'activity.upload', { band, days });
  const counter = { day: TODAY, slots: {}, counter: { steps: 300 } };
  await ask(ann, 'activity.upload', { band, days: [counter] });
  const own = await bind(sam, 'A40000000002');
  await ask(sam, 'activity.upload', { band: own, days: [dayOfSlots(TODAY, { 30: 100 })] });
  const invite = async (who: string) => (await ask(who, 'invite.create', {})).token;
  for (const friend of [ben, hal, rex]) {
    await ask(friend, 'invite.accept', { token: await invite(ann) });
  }
  await ask(ben, 'cheer.send', { to: uids.ann, day: TODAY });
  const oldFromAnn = await invite(ann);
  setTime(NOON);
  await ask(ann, 'friend.remove', { uid: uids.rex });
  await ask(hal, 'account.update', { hidden: true });
  // What the clock would count of a larger town.
  const edges = Array.from({ length: 101 }, (_, i) => i * 10);
  const top = [uids.ann, uids.ben, uids.hal];
  const world = { n: 5000, sampled: 5000, edges, top, madeAt: NOON - 60, final: false };
  await cloud.store.insert('worlds', [{ _id: `${TODAY}`, ...world }]);
  const prove = (who: string, opengid: string) => cloud.cloudId({ opengid }, who);
  const proof = prove(ann, 'G-town');
  const { group } = await ask(ann, 'group.join', { proof });
  await ask(ben, 'group.join', { proof: prove(ben, 'G-town') });
  await ask(sam, 'group.open', { proof: prove(sam, 'G-town') });
  await ask(sam, 'group.join', { proof: prove(sam, 'G-sams') });
  await ask(PEOPLE.kid, 'account.update', { age: 'u14' });
  await ask(PEOPLE.kid, 'friend.block', { uid: uids.ann });
  await ask(sam, 'band.claim', { model: 'am3', serial });
  await ask(sam, 'desk.enter', { code: DESK_CODE });
  await ask(hal, 'desk.enter', { code: OPERATOR_CODE });
  await ask(ann, 'review.ask', { day: ASKED, note: '陪孩子跳绳', slots: [] });
  const { sessionFrom } = await ask(ann, 'support.open', { band });
  const said = { CreateTime: NOON - 60, MsgType: 'image', MsgId: 1, MediaId: 'M-town' };
  cloud.openapi.media.set('M-town', { contentType: 'image/png', buffer: Buffer.from('png') });
  const entrance = { MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: sessionFrom };
  await push(ann, { ...entrance, CreateTime: NOON - 120 });
  await push(ann, said);
  // More than any test takes.
  const window = { messageAt: NOON * 1000, messageLeft: 10_000, enteredAt: 0, enteredLeft: 0 };
  await cloud.openapi.state.setWindow(ann, window);
  const thread = String(cloud.store.find('threads', {})[0]!.doc._id);
  const picture = String(cloud.store.find('messages', { openid: ann, kind: 'image' })[0]!.doc._id);
  return {
    ...{ uids, band, serial, virtual, oldFromAnn, group, proof },
    otherProof: prove(ann, 'G-sams'),
    claim: claimId(band, uids.sam),
    review: String(cloud.store.find('reviews', {})[0]!.doc.token),
    steps: cloud.cloudId(
      {
        stepInfoList: [1, 0].map((ago) => ({ timestamp: dayStart(TODAY) - ago * DAY, step: 800 })),
      },
      ann,
    ),
    share: (await ask(ann, 'share.create', { day: TODAY })).id,
    card: (await ask(PEOPLE.kid, 'guardian.ask', {})).token,
    fromSam: await invite(sam),
    fromAnn: await invite(ann),
    ...{ sessionFrom, thread, picture: picture.slice(picture.lastIndexOf('_') + 1) },
  };
}

/** For every action an input about Ann's things. */
export const inputs = (town: Town): { [A in Action]: Input<A> } => ({
  'account.enter': {},
  'account.update': { goal: 9000, hidden: true, name: '小安' },
  'consent.set': { kind: 'werun', version: 1, given: true },
  'guardian.ask': {},
  'guardian.open': { token: town.card },
  'guardian.give': { token: town.card },
  'account.erase': { confirm: true },
  'erasure.get': {},
  'export.start': {},
  'export.get': {},
  'band.bind': { model: 'am3', protocol: 'ihealth', serial: town.serial, virtual: false },
  'band.unbind': { band: town.band },
  'band.claim': { model: 'am3', serial: town.serial },
  'band.answer': { claim: town.claim, give: true },
  'band.withdraw': { claim: town.claim },
  'band.claims': {},
  'notice.seen': { until: NOON, kinds: ['band-asked'] },
  'desk.enter': {},
  'desk.invite': { role: 'agent' },
  'desk.inbox': {},
  'desk.read': { thread: town.thread },
  'desk.picture': { thread: town.thread, message: town.picture },
  'desk.reply': { thread: town.thread, text: '请充满电再试', key: 'k1' },
  'desk.close': { thread: town.thread },
  'desk.reviews': {},
  'desk.review': { review: town.review },
  'desk.decide': { review: town.review, total: FAST_STEPS, verdict: 'unclear' },
  'device.ticket': { band: town.band },
  'device.allow': { band: town.band, templates: [DEVICE_TEMPLATE] },
  'band.vendorAuth': { protocol: 'huawei', challenge: `bond:1:${town.serial}` },
  'activity.upload': {
    band: town.band,
    days: [dayOfSlots(TODAY - 2, { 40: 700 }), dayOfSlots(TODAY, { 30: 450, 31: 50 })],
  },
  'activity.werun': { proof: town.steps },
  'activity.dropCounter': { band: town.band, day: TODAY },
  'activity.days': { from: TODAY - 6, to: TODAY },
  'activity.sources': { day: TODAY },
  'activity.year': { year: 2026 },
  'review.ask': { day: HELD, note: '陪孩子跳绳', slots: [] },
  'review.withdraw': { day: ASKED },
  'board.friends': { day: TODAY },
  'group.open': { proof: town.proof },
  'group.join': { proof: town.otherProof },
  'group.leave': { group: town.group },
  'group.allow': { group: town.group, guests: false },
  'group.list': {},
  'board.group': { group: town.group, day: TODAY },
  'board.world': { day: TODAY },
  'friend.day': { uid: town.uids.ann, day: TODAY },
  'cheer.send': { to: town.uids.ann, day: TODAY },
  'invite.create': {},
  'invite.open': { token: town.fromAnn },
  'invite.accept': { token: town.fromAnn },
  'friend.remove': { uid: town.uids.ann },
  'friend.block': { uid: town.uids.ann },
  'friend.list': {},
  'friend.unblock': { uid: town.uids.ann },
  'share.create': { day: TODAY },
  'share.open': { id: town.share },
  'share.revoke': { id: town.share },
  'share.list': {},
  'share.code': { id: town.share },
  'support.open': { band: town.band },
});

/** Who can do it with success; Ann can what is not here. */
export const BY: Partial<Record<Action, Name>> = {
  'friend.day': 'ben',
  'consent.set': 'sam',
  'guardian.ask': 'kid',
  'cheer.send': 'hal',
  'invite.open': 'sam',
  'invite.accept': 'sam',
  'band.claim': 'rex',
  'band.withdraw': 'sam',
  'desk.enter': 'sam',
  'desk.invite': 'sam',
  'desk.inbox': 'sam',
  'desk.read': 'sam',
  'desk.picture': 'sam',
  'desk.reply': 'sam',
  'desk.close': 'sam',
  'desk.reviews': 'hal',
  'desk.review': 'hal',
  'desk.decide': 'hal',
  'friend.remove': 'ben',
  'friend.block': 'ben',
  'friend.list': 'kid',
  'friend.unblock': 'kid',
};

/** What a test in the town works with; `state` is the town as it was built. */
export interface InTown {
  inside: Inside;
  town: Town;
  state: State;
}

/** Days of Ann's that boards withhold: one that she asked about, and one that she did not. */
export const ASKED = 20261101;
export const HELD = 20261102;
/** An hour at 180 steps a minute. */
const FAST = { 40: 2700, 41: 2700, 42: 2700, 43: 2700 };
export const FAST_STEPS = 10_800;

export const OPERATOR_CODE = 'operators-code-0123456789';
/** The operator's first code for a maker's desk. */
export const DESK_CODE = 'first-code-0123456789';
/** A message of the AM3 as a device. */
export const DEVICE_TEMPLATE = 'T-low';
const HUAWEI_KEY = 'BANDMATES_KEY_HUAWEI';

/** Builds the town once for a test file, and again as it was before each of its tests. */
export function useTown(begin: (here: InTown) => void): void {
  let here: InTown;
  beforeAll(async () => {
    process.env[HUAWEI_KEY] = `1:${'ab'.repeat(48)}`;
    process.env.BANDMATES_DESK_CODES = `ihealth:${DESK_CODE},operator:${OPERATOR_CODE}`;
    process.env.BANDMATES_DEVICES = `am3=M1:${DEVICE_TEMPLATE}:const1=电量不足,number2`;
    const inside = await startInside();
    const town = await buildTown(inside);
    here = { inside, town, state: inside.state() };
    begin(here);
  });
  afterAll(async () => {
    delete process.env[HUAWEI_KEY];
    delete process.env.BANDMATES_DESK_CODES;
    delete process.env.BANDMATES_DEVICES;
    await here.inside.stop();
  });
  beforeEach(() => here.inside.restore(here.state));
}
