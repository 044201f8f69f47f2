/** What an A5 band asks before it tells anything, and what it is answered. */
import type { DriverContext } from '../../protocols/driver';
import { COMMANDS, encodeLogin, encodeUserInfo } from './codec';
import type { Heard, Talk } from './talk';

/** Told to a band that wants to know: the app does not keep these. */
const SOMEONE = { weightKg: 65, heightM: 1.7 };
const USUAL_GOAL = 8000;
const QUIET_HOURS = [22, 0, 7, 0] as const;

/** Whether a message is what the band stores, not a question. */
export const isData = ({ channel, body }: Heard): boolean =>
  channel === 'data' ||
  body.command === COMMANDS.days ||
  body.command === COMMANDS.hours ||
  body.command === COMMANDS.sleep;

/** Answers a question, with the header it came with; false when there is nothing to answer. */
export async function answer(talk: Talk, context: DriverContext, { header, body }: Heard) {
  const { version, command } = body;
  const now = context.now();
  switch (command) {
    case COMMANDS.ack:
    case COMMANDS.userInfoTaken:
    case COMMANDS.wechat:
      return false;
    case COMMANDS.userInfo: {
      const target = Math.max(0, Math.round(context.goal ?? USUAL_GOAL));
      const user = { ...SOMEONE, time: now, targetType: 0, target };
      const rest = encodeUserInfo({ ...user, heartRate: true, quiet: QUIET_HOURS });
      await talk.say(header, { version, command, rest });
      return true;
    }
    case COMMANDS.pairing:
      // 00 or 01 means success; the vendor's code shows 00 first. Assumed.
      await talk.say(header, { version, command: COMMANDS.pairResult, rest: Uint8Array.of(0) });
      return true;
    default: {
      // The log-in's number is not known: it is what else a band asks.
      const rest = encodeLogin(now, context.offsetSeconds, version !== null);
      await talk.say(header, { version, command, rest });
      return true;
    }
  }
}
