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

const OWNER: Friend = { name: '林晚', model: 'am3', protocol: 'ihealth', steps: 8432 };
const FRIENDS: readonly Friend[] = [
  { name: '陈果', model: 'codoon-band', protocol: 'codoon', steps: 11_206 },
  { name: 'Maximilian Feathers', model: 'honor-band', protocol: 'wechat-airsync', steps: 1234 },
  { name: '阿远', model: 'mambo', protocol: 'wechat-pedometer', steps: 6920 },
  { name: '王小雨', model: 'infinitime', protocol: 'infinitime', steps: 0 },
  { name: '周舟', model: 'mambo', protocol: 'lifesense' },
];

/** Somebody with a band, who walked both days unless `steps` is left out. */
export async function wear(guide: Guide, who: string, { name, model, protocol, steps }: Friend) {
  await guide.ask(who, 'account.enter', {});
  await guide.ask(who, 'account.update', { name });
  const serial = `${guide.person(who)}0001`;
  const { band } = await guide.ask(who, 'band.bind', { model, protocol, serial, virtual: false });
  if (steps === undefined) return;
  const days = [TODAY, YESTERDAY].map((day) => ({ day, slots: {}, counter: { steps } }));
  await guide.ask(who, 'activity.upload', { band: band.id, days });
}

async function befriend(guide: Guide, index: number): Promise<void> {
  const who = `friend${index}`;
  await wear(guide, who, FRIENDS[index]!);
  const { token } = await guide.ask(who, 'invite.create', {});
  await guide.ask('owner', 'invite.accept', { token });
}

const uidOf = async (guide: Guide, who: string) =>
  (await guide.ask(who, 'account.enter', {})).me.uid;

/** Whom the owner blocked: one with a long name, who blocks her, too, and one more. */
async function block(guide: Guide): Promise<void> {
  for (const who of ['friend1', 'friend3']) {
    await guide.ask('owner', 'friend.block', { uid: await uidOf(guide, who) });
  }
  await guide.ask('friend1', 'friend.block', { uid: await uidOf(guide, 'owner') });
}

/** The other boards: everybody's, and a group's for a guest and for a member. */
const boards: Tour = async (guide, stop) => {
  await guide.tap('.choice', 1);
  await guide.see('bm-note');
  await stop('group-none');
  await guide.tap('.choice', 2);
  await guide.see('bm-note .icon-globe');
  await stop('world-few');
  const group = 'preview-group-1';
  for (const index of FRIENDS.keys()) {
    const who = `friend${index}`;
    await guide.ask(who, 'group.join', { proof: await guide.prove(who, group) });
  }
  await guide.open('owner', `path=pages/ranking/ranking%3Fboard%3Dgroup&shareTicket=${group}`);
  await guide.see('.guest');
  await stop('group-guest');
  await guide.tap('.join .t-button');
  await guide.see('.own-card');
  await guide.chrome('toast').waitFor({ state: 'hidden' });
  await stop('group');
  await guide.tap('.switch');
  await guide.see('.choice-told');
  await stop('group-switch');
  await guide.shut();
};

export const friends: Tour = async (guide, stop) => {
  await guide.open('owner');
  await wear(guide, 'owner', OWNER);
  for (const index of FRIENDS.keys()) await befriend(guide, index);
  await guide.tab('ranking');
  await guide.see('.absent');
  await stop('ranking');
  await guide.tap('.day-line .touch');
  await guide.see('.day-back');
  await guide.see('.foot');
  await stop('ranking-yesterday');
  await guide.tap('.day-back');
  await guide.see('.absent');
  await guide.tap('.bm-row-open');
  await guide.see('.cheer');
  await stop('friend-day');
  await guide.tap('.more');
  await guide.see('.menu');
  await stop('friend-menu');
  await guide.tap('.menu-cancel');
  await guide.back();
  await boards(guide, stop);
  await guide.tab('me');
  await guide.tap('.t-cell:has(.icon-group)');
  await guide.see('.entry');
  await stop('me-friends-some');
  await guide.back();
  await block(guide);
  await guide.tap('.t-cell:has(.icon-group)');
  await guide.see('.section');
  await stop('me-friends-blocked');
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
  // Accepted it is not, for she is blocked herself: it lifts her own block alone.
  const theirs = await guide.ask('friend1', 'invite.create', {});
  await guide.open('owner', invite(theirs.token));
  await guide.see('.asking .act');
  await stop('invite-blocked');
  await guide.tap('.act .t-button');
  await guide.see('bm-note');
  await stop('invite-lifted');
};
