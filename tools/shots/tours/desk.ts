/** A maker's desk: its code, nobody waiting, the sample chat, and somebody who waits. */
import type { Guide } from '../guide';
import { sit } from './reviews';
import type { Tour } from './tour';

const DESK = 'path=packages/desk/inbox/inbox';
/** 22 November 2026, 20:31 in Shanghai. */
const LATELY = Date.UTC(2026, 10, 22, 12, 31) / 1000;

/** Somebody with a band of the maker's writes to it, with diagnostics. */
async function write(guide: Guide): Promise<void> {
  const wish = { model: 'codoon-band', protocol: 'codoon', virtual: false };
  const serial = `${guide.person('')}0000000000AA`;
  await guide.ask('asker', 'account.enter', {});
  const { band } = await guide.ask('asker', 'band.bind', { ...wish, serial });
  const diagnostics = {
    ...{ model: 'codoon-band', protocol: 'codoon', firmware: '3.0.9', lastError: 'disconnected' },
    phone: { system: 'iOS 18.1', wechat: '8.0.56' },
    syncs: [{ at: LATELY - 600, ok: false, stage: 'read', code: 'disconnected' }],
    errors: [],
  };
  const { sessionFrom: from } = await guide.ask('asker', 'support.open', {
    band: band.id,
    diagnostics,
  });
  const enter = { MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: from };
  await guide.say('asker', { ...enter, CreateTime: LATELY });
  const text = { MsgType: 'text', MsgId: 1, Content: '同步到一半就断，昨天的步数只有一半' };
  await guide.say('asker', { ...text, CreateTime: LATELY + 1 });
  const picture = { MsgType: 'image', MsgId: 2, MediaId: 'none' };
  await guide.say('asker', { ...picture, CreateTime: LATELY + 2 });
  await guide.say('asker', { ...text, MsgId: 3, Content: '怎么办？', CreateTime: LATELY + 3 });
}

/** Who waits there waits for the walk before. */
async function lead(guide: Guide): Promise<void> {
  await sit(guide, 'agent', 'codoon');
  const { threads } = await guide.ask('agent', 'desk.inbox', {});
  for (const { id } of threads) await guide.ask('agent', 'desk.close', { thread: id });
}

export const desk: Tour = async (guide, stop) => {
  await guide.open('agent', DESK);
  await guide.see('.join');
  await stop('desk-join');
  await guide.shown.locator('input').fill('407192');
  await guide.tap('.t-button');
  await guide.see('.refused');
  await stop('desk-join-wrong');

  await lead(guide);
  await guide.open('agent', DESK);
  await guide.see('bm-note');
  await stop('desk-empty');
  await guide.tap('.t-cell');
  await guide.see('.bubble');
  await guide.shown.locator('.answer input').fill('您好，请把手环放近一点再同步一次。');
  await guide.tap('.answer .t-button');
  await guide.see('.mine');
  await stop('desk-sample');

  await write(guide);
  await guide.open('agent', DESK);
  await guide.see('.entry');
  await stop('desk-inbox');
  await guide.tap('.entry');
  await guide.see('.fetch');
  await stop('desk-thread');
};
