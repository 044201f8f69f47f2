/** The two WeChat server interfaces in use; each must be listed in its function's config.json. */
import { cloud } from './sdk';

/** `security.msgSecCheck` version 2, scene 1 (profile): may others see this text? */
export async function textAllowed(openid: string, content: string): Promise<boolean> {
  const { result } = await cloud.openapi.security.msgSecCheck({
    openid,
    scene: 1,
    version: 2,
    content,
  });
  return result?.suggest === 'pass';
}

/** `customerServiceMessage.send`: at most 2 in the minute after entering, 5 in 48 h after a message. */
export async function sendServiceText(openid: string, content: string): Promise<void> {
  await cloud.openapi.customerServiceMessage.send({
    touser: openid,
    msgtype: 'text',
    text: { content },
  });
}

/** Whether WeChat answered that it will not send (45015, 45047 …): asking again would not help. */
export function serviceTextRefused(error: unknown): boolean {
  const { errCode } = (error ?? {}) as { errCode?: unknown };
  return typeof errCode === 'number' && errCode > 0;
}
