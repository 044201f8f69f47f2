/** Friends for whoever opens the app in DevTools, so that the board has rows; their names say what they are. */
import { dayOf } from '../../miniprogram/contract/activity';
import type { Action, Input, Output, Reply } from '../../miniprogram/contract/api';
import type { LocalCloud } from '../cloud';

const FRIENDS = [
  { name: '示例 陈果', model: 'codoon-band', protocol: 'codoon', steps: 11_206 },
  { name: '示例 阿远', model: 'mambo', protocol: 'wechat-pedometer', steps: 6920 },
  { name: '示例 王小雨', model: 'honor-band', protocol: 'wechat-airsync', steps: 4310 },
];

/** Somebody asks the cloud, and agrees to the terms where they must. Rejects with the reply's code. */
async function ask<A extends Action>(
  cloud: LocalCloud,
  openid: string,
  action: A,
  input: Input<A>,
): Promise<Output<A>> {
  const call = (event: object) => cloud.invoke('api', event, { openid });
  let reply = (await call({ action, input })) as Reply<Output<A>>;
  if (!reply.ok && reply.code === 'needs-consent') {
    await call({ action: 'consent.set', input: { kind: 'terms', version: 1, given: true } });
    reply = (await call({ action, input })) as Reply<Output<A>>;
  }
  if (!reply.ok) throw new Error(`${action}: ${reply.code}`);
  return reply.data;
}

/** Makes the sample people friends of somebody who agreed; again it changes nothing but today's steps. */
export async function giveFriends(cloud: LocalCloud, openid: string, at: number): Promise<void> {
  for (const [index, { name, model, protocol, steps }] of FRIENDS.entries()) {
    const who = `o-sample-${index}`;
    await ask(cloud, who, 'account.enter', {});
    await ask(cloud, who, 'account.update', { name });
    const serial = `5A3B1E00000${index}`;
    const { band } = await ask(cloud, who, 'band.bind', {
      model,
      protocol,
      serial,
      virtual: false,
    });
    const days = [{ day: dayOf(at), slots: {}, counter: { steps } }];
    await ask(cloud, who, 'activity.upload', { band: band.id, days });
    const { token } = await ask(cloud, who, 'invite.create', {});
    await ask(cloud, openid, 'invite.accept', { token });
  }
}
