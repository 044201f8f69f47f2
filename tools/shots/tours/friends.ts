/** 排行 with friends of every kind, and the answers to an invitation. */
import { dayOf } from '../../../miniprogram/contract/activity';
import type { Guide } from '../guide';
import type { Tour } from './tour';

/** 22 November 2026 and the day before, in Shanghai. */
const TODAY = dayOf(Date.UTC(2026, 10, 22, 12) / 1000);
const YESTERDAY = dayOf(Date.UTC(2026, 10, 21, 12) / 1000);

interface Friend {
  name: string;
  model: string;
  protocol: string;
  /** Nothing for somebody who has not synced. */
  steps?: number;
}

const FRIENDS: readonly Friend[] = [
  { name: '陈果', model: 'codoon-band', protocol: 'codoon', steps: 11_206 },
  { name: 'Maximilian Feathers', model: 'honor-band', protocol: 'wechat-airsync', steps: 1234 },
  { name: '阿远', model: 'mambo', protocol: 'wechat-pedometer', steps: 6920 },
  { name: '王小雨', model: 'infinitime', protocol: 'infinitime', steps: 0 },
  { name: '周舟', model: 'mambo', protocol: 'lifesense' },
];

async function befriend(guide: Guide, index: number): Promise<void> {
  const { name, model, protocol, steps } = FRIENDS[index]!;
  const who = `friend${index}`;
  await guide.ask(who, 'account.enter', {});
  await guide.ask(who, 'account.update', { name });
  const serial = `00000000000${index}`;
  const { band } = await guide.ask(who, 'band.bind', {
    model,
    protocol,
    serial: `${guide.person('')}${serial}`,
    virtual: false,
  });
  const { token } = await guide.ask(who, 'invite.create', {});
  await guide.ask('owner', 'invite.accept', { token });
  if (steps === undefined) return;
  const days = [TODAY, YESTERDAY].map((day) => ({ day, slots: {}, counter: { steps } }));
  await guide.ask(who, 'activity.upload', { band: band.id, days });
}

export const friends: Tour = async (guide, stop) => {
  await guide.open('owner');
  for (const index of FRIENDS.keys()) await befriend(guide, index);
  await guide.tab('ranking');
  await guide.see('.absent');
  await stop('ranking');
  await guide.tap('.day-line .touch');
  await guide.see('.day-back');
  await guide.see('.foot');
  await stop('ranking-yesterday');
  await guide.tab('me');
  await guide.tap('.t-cell:has(.icon-group)');
  await guide.see('.entry');
  await stop('me-friends-some');
  await guide.back();

  const { token } = await guide.ask('owner', 'invite.create', {});
  const invite = (with_: string) => `path=packages/share/invite/invite%3Ftoken%3D${with_}`;
  await guide.open('owner', invite(token));
  await guide.see('bm-note');
  await stop('invite-own');
  await guide.open('guest', invite('nothing'));
  await guide.see('bm-note');
  await stop('invite-invalid');
  await guide.open('guest', invite(token));
  await guide.see('.asking .act');
  await stop('invite');
  await guide.tap('.act .t-button');
  await guide.see('.asking:not(:has(.later))');
  await stop('invite-accepted');
};
