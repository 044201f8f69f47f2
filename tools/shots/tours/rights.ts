/** What is one's own: name and photo, an export from the first tap to its files, and being gone. */
import type { Output } from '../../../miniprogram/contract/api';
import type { Tour } from './tour';

/** An hour into the day of the studio. */
const UNTIL = Date.UTC(2026, 10, 23, 12, 34) / 1000;
const SHA = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const file = (bytes: number) => ({ address: 'https://files.example', sha256: SHA, bytes });

export const rights: Tour = async (guide, stop) => {
  const says = (answer: Output<'export.get'>) => guide.says('export.get', () => answer);
  await guide.ask('taker', 'account.enter', {});
  await guide.ask('taker', 'account.update', { name: '林晚' });
  await guide.open('taker', 'path=pages/me/me');
  await guide.tap('.profile');
  await guide.see('.field');
  await stop('profile');
  await guide.shown.locator('input').fill('管理员');
  await guide.tap('.act .t-button');
  await guide.see('.hint.danger');
  await stop('profile-refused');

  says({ state: 'making', progress: null });
  await guide.back();
  await guide.tap('.t-cell:has(.icon-file)');
  await guide.see('.part');
  await stop('export-waiting');
  await guide.tap('.act .t-button');
  await guide.see('.bm-subscribe-message');
  await stop('export-subscribe');
  await guide.tap('.bm-subscribe-act .touch');
  const slots = { done: 4_128, all: 4_128 };
  const days = { done: 182, all: 390 };
  says({ state: 'making', progress: { slots, days, rest: { done: 0, all: 27 } } });
  await guide.back();
  await guide.tap('.t-cell:has(.icon-file)');
  await guide.see('.track');
  await stop('export-making');
  says({ state: 'ready', json: file(48_213), csv: file(1_843_000), until: UNTIL });
  await guide.back();
  await guide.tap('.t-cell:has(.icon-file)');
  await guide.see('.copy');
  await stop('export-ready');
  guide.cloud('broken');
  await guide.back();
  await guide.tap('.t-cell:has(.icon-file)');
  await guide.see('bm-note');
  await stop('export-trouble');
  guide.cloud('open');
};

/** An account is deleted, and looked at until nothing is left. */
export const leaver: Tour = async (guide, stop) => {
  const says = (answer: Output<'erasure.get'>) => guide.says('erasure.get', () => answer);
  const gone = { boards: 46, ties: 9, steps: 0, rest: 0 };
  const running = { state: 'running', until: UNTIL + 86_400, cleared: false, gone } as const;
  await guide.ask('leaver', 'account.enter', {});
  says(running);
  // By 我的, which asks who they are: nothing does while the account goes, once its last row has a number.
  await guide.open('leaver', 'path=pages/me/me');
  await guide.see('.t-cell:has(.icon-share):has-text("0")');
  await guide.tap('.t-cell:has(.icon-trash)');
  await guide.tap('.act .t-button');
  await guide.chrome('modal').waitFor();
  await guide.chrome('modal-confirm').click();
  await guide.see('.icon-clock');
  await stop('erase-running');
  guide.cloud('broken');
  await guide.pull();
  await guide.see('.line');
  await stop('erase-stale');
  guide.cloud('open');
  says({ ...running, cleared: true, gone: { ...gone, steps: 12_408, rest: 31 } });
  await guide.pull();
  await guide.shown.locator('.icon-clock').first().waitFor({ state: 'detached' });
  await stop('erase-cleared');
  says({ state: 'none' });
  await guide.pull();
  await guide.shown.locator('.below:not(.center)').first().waitFor({ state: 'detached' });
  await stop('erase-done');
};
