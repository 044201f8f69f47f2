/** The past of somebody with a band: months of days, with gaps. */
import { addDays, type BandDay, dayOf } from '../../../miniprogram/contract/activity';
import { API_LIMITS } from '../../../miniprogram/contract/limits';
import { OPERATOR } from '../../../miniprogram/contract/reviews';
import type { Guide } from '../guide';
import { HELD, holdDay, sit } from './reviews';
import type { Tour } from './tour';

const TODAY = dayOf(Date.UTC(2026, 10, 22, 12) / 1000);
const PAGE = 'packages/history/history';
const at = (query: string) => `path=${PAGE}%3F${encodeURIComponent(query)}`;

export const past: Tour = async (guide, stop) => {
  await months(guide);
  for (const kind of ['day', 'week', 'month', 'year']) {
    await guide.open('owner', at(`kind=${kind}&day=20261112`));
    await guide.see('.fact-line');
    await stop(`history-${kind}`);
    await guide.tap('.look', 1);
    await guide.see('.line');
    await stop(`history-${kind}-table`);
  }
  await guide.open('owner', at('kind=year'));
  await guide.tap('.fact-line', -2);
  await guide.see('.preview img');
  await stop('share-streak');
  await guide.open('owner', 'path=packages/history/why/why');
  await guide.see('.lane');
  await stop('why');
  await guide.tap('.line:has(.icon-chevron-right)');
  await guide.see('.slots');
  await stop('why-slots');
  await reviewed(guide, stop);
  await guide.open('owner', at('kind=day&day=20260301'));
  await guide.see('.head');
  await stop('history-day-gap');
  await unread(guide, stop);
  guide.cloud('broken');
  await guide.open('owner', at('kind=week'));
  await guide.see('.told');
  await stop('history-old');
  await guide.open('owner', at('kind=month&day=20260101'));
  await guide.see('bm-problem');
  await stop('history-trouble');
  guide.cloud('open');
};

/** Days that a band may still have: it was never read. */
const unread: Tour = async (guide, stop) => {
  const serial = 'C04C41420A5E';
  const own = { model: 'am3', protocol: 'wechat-airsync', serial, virtual: false };
  await guide.ask('unread', 'band.bind', own);
  await guide.open('unread');
  await guide.see('bm-stages, bm-problem');
  await guide.open('unread', at('kind=week'));
  await guide.see('.gap-card');
  await stop('history-gap');
};

const query = encodeURIComponent(`day=${HELD}`);
const REVIEW = `path=packages/history/review/review%3F${query}`;

/** A day that boards withhold: why, asked about, and what became of it. */
const reviewed: Tour = async (guide, stop) => {
  await holdDay(guide, 'owner', HELD);
  await guide.open('owner', at(`kind=day&day=${HELD}`));
  await guide.see('.withheld');
  await stop('history-withheld');
  await guide.open('owner', `path=packages/history/why/why%3F${query}`);
  await guide.see('.lane');
  await stop('why-withheld');
  await guide.open('owner', REVIEW);
  await guide.shown.locator('textarea').fill('陪孩子跳绳');
  await stop('review-ask');
  await guide.tap('.t-button');
  await guide.see('.step');
  await stop('review-asked');
  await sit(guide, 'operator', OPERATOR);
  const { reviews } = await guide.ask('operator', 'desk.reviews', {});
  for (const { id } of reviews.filter(({ day }) => day === HELD)) {
    const { total } = await guide.ask('operator', 'desk.review', { review: id });
    const verdict = 'too-even';
    await guide.ask('operator', 'desk.decide', { review: id, total, verdict });
  }
  await guide.open('owner', REVIEW);
  await guide.see('.step');
  await stop('review-kept');
  await refused(guide, stop);
};

/** A day on which nothing counted: another phone was refused a quarter of an hour. */
const REFUSED = 20261104;
const refused: Tour = async (guide, stop) => {
  const { bands } = await guide.ask('owner', 'account.enter', {});
  const days = [{ day: REFUSED, slots: { 55: { steps: 4210 } } }];
  await guide.ask('owner', 'activity.upload', { band: bands[0]!.id, days });
  await guide.open('owner', at(`kind=week&day=${REFUSED}`));
  await guide.see('.withheld');
  await guide.tap('.look', 1);
  await guide.see('.line');
  await stop('history-refused');
};

/** Walks of 16 weeks: more on some weekdays, none on every ninth day. */
async function months(guide: Guide): Promise<void> {
  const { bands } = await guide.ask('owner', 'account.enter', {});
  const band = bands[0]!.id;
  const long = API_LIMITS.uploadDays;
  for (let part = 0; part < 8; part++) {
    const days = Array.from({ length: long }, (_, place) => part * long + place + 2)
      .filter((ago) => ago % 9 !== 0)
      .map((ago): BandDay => {
        const steps = 300 + ((ago * 37) % 11) * 60;
        const slots = Array.from({ length: 16 }, (_, slot) => [32 + slot * 3, { steps }] as const);
        return { day: addDays(TODAY, -ago), slots: Object.fromEntries(slots) };
      });
    await guide.ask('owner', 'activity.upload', { band, days });
  }
}
