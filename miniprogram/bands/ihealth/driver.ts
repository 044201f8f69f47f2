/**
 * iHealth AM3, AM3S and AM4 over their own protocol: PROTOCOL.md says what is known and how well.
 *
 * 1. read serial and firmware, listen, and prove to each other who we are: our proof comes from the
 *    maker's key in the cloud;
 * 2. ask for its user, set the time, set the goal, ask for the battery and the day so far;
 * 3. ask for the activity: day by day, each step echoed, a day a page; then for the sleep;
 * 4. the release of a transfer's last page echoes its end: only then may the band forget it.
 */

import type { Session } from '../../ble/session';
import { textOf } from '../../lib/text';
import {
  type BandDriver,
  BandError,
  type BandIdentity,
  type DriverContext,
  optional,
  type Run,
  serialFor,
} from '../../protocols/driver';
import { card } from '../../protocols/ihealth';
import { withFirmware } from '../common/firmware';
import { countToday } from '../common/running-total';
import {
  COMMANDS,
  decodeProfile,
  decodeState,
  decodeTotals,
  encodeProfile,
  encodeSetTime,
  percentOf,
  type Widths,
  widthsOf,
} from './codec';
import { authChallenge, BLOCK, decodeProof, readAuthAnswer, turnWords } from './crypto';
import { type Cursor, cursorFromText, cursorUntil } from './cursor';
import { EARLY_MARKS, FIRMWARE, PORTS, type Port, portOf, SERIAL } from './gatt';
import { IHealthRun } from './run';
import type { Today } from './start';
import { Wire } from './wire';

/** How long after midnight a total that has not fallen is still yesterday's. */
const STALE_SECONDS = 600;
const MAX_GOAL = { wide: 0x7fffffff, narrow: 0xffff };
const MIN_GOAL = 4;
const ADDRESS = /^[0-9A-F]{12}$/;

export const ihealth: BandDriver = {
  ...card,
  characteristics: [
    ...PORTS.flatMap(({ listen, write }) => [listen, write]),
    SERIAL,
    FIRMWARE,
    ...EARLY_MARKS,
  ],
  accepts: (gatt) => portOf(gatt) !== null,
  open,
};

async function open(session: Session, context: DriverContext): Promise<Run> {
  const port = portOf(session.gatt);
  if (!port) throw new BandError('garbage', 'no iHealth service');
  const identity = await identify(session, context);
  await session.subscribe(port.listen, 'notification');
  const wire = new Wire(session, port);
  await logIn(wire, port, context);
  await wire.ask(COMMANDS.getUserId);
  const civil = context.now() + context.offsetSeconds;
  if (!context.looking) await wire.ask(COMMANDS.setTime, encodeSetTime(civil));
  const widths = widthsOf(port.model, identity.firmware ?? '');
  if (context.goal !== null) await setGoal(wire, widths, context.goal);
  const told = await optional(wire.ask(COMMANDS.state));
  const state = told && decodeState(told);
  const cursor = cursorUntil(cursorFromText(context.cursor), civil);
  return new IHealthRun(wire, {
    identity,
    battery: state?.ok ? percentOf(state.value.level) : null,
    widths,
    cursor,
    today: await readToday(wire, widths, context, cursor),
    now: () => context.now(),
    offsetSeconds: context.offsetSeconds,
  });
}

/** The serial is the address in hex. */
async function identify(session: Session, context: DriverContext): Promise<BandIdentity> {
  const value = await session.readOptional(SERIAL);
  const text = value && textOf(value).toUpperCase();
  const told = text === null ? undefined : ADDRESS.test(text) ? text : null;
  const serial = serialFor([told], session, context);
  return withFirmware(session, serial, FIRMWARE);
}

/** Both sides prove that they know the maker's key; ours is asked in the cloud. */
async function logIn(wire: Wire, { model }: Port, context: DriverContext): Promise<void> {
  const random = context.random(BLOCK).map((byte) => byte & 0x7f);
  const answer = await wire.ask(COMMANDS.authStart, turnWords(random), COMMANDS.authProof);
  const proof = decodeProof(answer);
  if (!proof.ok) throw new BandError('garbage', 'the band proves nothing');
  const challenge = authChallenge(model, random, proof.value);
  const ours = await makersAnswer(context, challenge);
  await wire.say(COMMANDS.authAnswer, turnWords(ours));
  const verdict = await wire.hear([COMMANDS.authOk, COMMANDS.authRefused]);
  if (!verdict) throw new BandError('no-answer', 'no verdict on our proof');
  if (verdict.command === COMMANDS.authRefused)
    throw new BandError('refused', 'our proof is wrong');
}

async function makersAnswer(context: DriverContext, challenge: string): Promise<Uint8Array> {
  const text = await context.vendorAuth({ protocol: 'ihealth', challenge }).catch(() => '');
  const answer = readAuthAnswer(text);
  if (!answer.ok) throw new BandError('needs-key', 'the maker has given no key');
  return answer.value;
}

/** Which of the three goals counts steps is not in the facts: the first is assumed. */
async function setGoal(wire: Wire, widths: Widths, steps: number): Promise<void> {
  const told = await optional(wire.ask(COMMANDS.getProfile));
  const profile = told && decodeProfile(told, widths);
  if (!profile?.ok) return;
  const most = widths.wide ? MAX_GOAL.wide : MAX_GOAL.narrow;
  const goal = Math.min(Math.max(Math.round(steps), MIN_GOAL), most);
  const [first, second, third] = profile.value.goals;
  if (first === goal) return;
  const wanted = { ...profile.value, goals: [goal, second, third] as const };
  await optional(wire.ask(COMMANDS.setProfile, encodeProfile(wanted, widths)));
}

/** The day so far; nothing new when the band's answer cannot be read. */
async function readToday(
  wire: Wire,
  widths: Widths,
  context: DriverContext,
  { total }: Cursor,
): Promise<Today> {
  const told = await optional(wire.ask(COMMANDS.totals));
  const totals = told && decodeTotals(told, widths);
  if (!told || !totals?.ok) return { counters: [], faults: [], total };
  const shown = { at: context.now(), ...totals.value };
  const place = { offsetSeconds: context.offsetSeconds, staleSeconds: STALE_SECONDS };
  return countToday(shown, total, place, told);
}
