/**
 * WeChat's message push (JSON, to a cloud function). Answers 'success', or WeChat would repeat it.
 * What people say to a maker without anybody at its desk goes on to WeChat's own staff tool: a message
 * that nobody sees would be worse than none. A phone can call this function too, in its own name;
 * what comes from one is no push.
 */
import { logFault } from '../answers';
import { calledByClient, callerOpenid, now } from '../cloud';
import { type Push, readPush, receive } from '../support';

/** WeChat's word for "a person shall answer this". */
interface Transfer {
  ToUserName: string;
  FromUserName: string;
  CreateTime: number;
  MsgType: 'transfer_customer_service';
}

export async function main(event: unknown): Promise<string | Transfer> {
  const push = readPush(event);
  if (calledByClient() || (push && isSpoken(push) && push.openid !== callerOpenid())) {
    logFault('push', new Error('refused: not from WeChat, or not from the person it names'));
    return 'forbidden';
  }
  if (!push) return 'success';
  return push.event ? take(push) : said(push);
}

/** Whether a push is a person's own doing; WeChat tells of accounts in its own name. */
const isSpoken = ({ event, kind }: Push) => !event || kind.startsWith('user_enter');

async function take(push: Push): Promise<string> {
  try {
    await receive(push, now());
    return 'success';
  } catch (error) {
    return `internal ${logFault('push', error)}`;
  }
}

/** Worth two attempts to keep; where that fails, the staff get it. */
async function said(push: Push): Promise<'success' | Transfer> {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      if ((await receive(push, now())) === 'done') return 'success';
      break;
    } catch (error) {
      logFault('push', error);
    }
  }
  return {
    ToUserName: push.openid,
    FromUserName: push.to,
    CreateTime: now(),
    MsgType: 'transfer_customer_service',
  };
}
