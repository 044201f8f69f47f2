/** People for whoever opens the app in DevTools: friends on the board, and a day that one of them shared. Their names say what they are. */
import { dayOf } from '../../miniprogram/contract/activity';
import type { Action, Input, Output, Reply } from '../../miniprogram/contract/api';
import type { LocalCloud } from '../cloud';

const SAMPLE_SHARE = 'sample';
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

/** One of the sample people, with steps of today. Resolves with their OpenID. */
async function walked(cloud: LocalCloud, index: number, at: number): Promise<string> {
  const { name, model, protocol, steps } = FRIENDS[index]!;
  const who = `o-sample-${index}`;
  await ask(cloud, who, 'account.enter', {});
  await ask(cloud, who, 'account.update', { name });
  const serial = `5A3B1E00000${index}`;
  const { band } = await ask(cloud, who, 'band.bind', { model, protocol, serial, virtual: false });
  const days = [{ day: dayOf(at), slots: {}, counter: { steps } }];
  await ask(cloud, who, 'activity.upload', { band: band.id, days });
  return who;
}

/** Makes the sample people friends of somebody who agreed; again it changes nothing but today's steps. */
export async function giveFriends(cloud: LocalCloud, openid: string, at: number): Promise<void> {
  for (const index of FRIENDS.keys()) {
    const who = await walked(cloud, index, at);
    const { token } = await ask(cloud, who, 'invite.create', {});
    await ask(cloud, openid, 'invite.accept', { token });
  }
}

/** Shares the day of a sample person under the one id that project.config.json can know. */
export async function shareSample(cloud: LocalCloud, at: number): Promise<void> {
  const who = await walked(cloud, 0, at);
  const { id } = await ask(cloud, who, 'share.create', { day: dayOf(at) });
  for (const { doc } of cloud.store.find('shares', { _id: id })) {
    await cloud.store.set('shares', SAMPLE_SHARE, { ...doc, _id: SAMPLE_SHARE });
  }
  await ask(cloud, who, 'share.revoke', { id });
}
