/**
 * WeChat's message push (JSON, to a cloud function). Answers 'success', or WeChat would repeat it.
 * A client can call this function too, but only in its own name: a push must come from the person
 * the cloud context names.
 */
import { logFault } from '../answers';
import { callerOpenid, now } from '../cloud';
import { readPush, receive } from '../support';

export async function main(event: unknown): Promise<string> {
  const push = readPush(event);
  if (!push) return 'success';
  if (push.openid !== callerOpenid()) {
    logFault('push', new Error('refused: not from the person it names'));
    return 'forbidden';
  }
  try {
    await receive(push, now());
    return 'success';
  } catch (error) {
    return `internal ${logFault('push', error)}`;
  }
}
