/**
 * A virtual band of one protocol in three in a real browser, of the others at another run: added in the
 * panel, bound and synced on the phone of somebody who has no other, and today shows what it counted. One
 * after another, in one panel and on one phone: each further window compiles every script for itself.
 * Whether anything is lost is asked of every virtual band in test/bands/loss.test.ts.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BandKit } from '../../miniprogram/bands/kit';
import { DRIVERS } from '../../miniprogram/bands/registry';
import { kitPath } from '../../tools/harness/kits';
import { AGAIN, oneOf } from '../helpers/seed';
import { TABS } from './acts';
import { EVENING, type Journey, type Neighbour, openJourney, type Phone } from './open';

/** The first of each, as the panel lists them. */
const BANDS = DRIVERS.map(({ id }) => {
  const { kit } = require(kitPath(id)) as { kit: BandKit };
  return `${id} · ${kit.virtuals[0]!.name}`;
});
/** The ends of the two bands that are always there. */
const OTHERS = /4F01|7E02/;
const WALKED = 500;
/** It tells sleep and measures a heart. */
const RING = 'colmi · ring';

let journey: Journey;
let person: Neighbour;
const ring = { night: '', heart: '' };

beforeAll(async () => {
  journey = await openJourney(EVENING, []);
  person = await journey.neighbour();
});
afterAll(() => journey?.close());

/** Resolves with what today shows. */
async function wear({ panel, phone }: Neighbour, band: string): Promise<number> {
  const list = panel.getByTestId('band-add');
  await list.selectOption({ label: band });
  const card = panel.locator('.band').filter({ hasText: band });
  try {
    await card.getByText(`+${WALKED}`, { exact: true }).click();
    const counted = await card.locator('.steps strong').innerText();
    const who = await phone(`wears-${BANDS.indexOf(band)}`);
    if (band === RING) await consent(who);
    await bind(who);
    await who.tab(TABS.today);
    await who.counts(counted);
    if (band === RING) await lookAtRing(who);
    return Number(counted.replace(/\D/g, ''));
  } finally {
    // Whoever comes next finds two bands in the air and their own.
    await card.getByText('移除').click();
  }
}

async function bind(who: Phone): Promise<void> {
  await who.tab(TABS.bands);
  await who.tap('添加手环');
  await who.shown.locator('.near').filter({ hasNotText: OTHERS }).first().click();
  await who.tap(/^绑定这只/);
  await who
    .text('刚刚同步')
    .waitFor()
    .catch(async (error) => {
      throw new Error(`${error}\nThe page says: ${await who.shown.locator('body').innerText()}`);
    });
}

async function consent(who: Phone): Promise<void> {
  await who.tab(TABS.me);
  await who.tap('隐私与同意');
  for (const name of ['打开 睡眠', '打开 心率']) {
    await who.shown.getByRole('button', { name }).click();
  }
  await who.back();
}

async function lookAtRing(who: Phone): Promise<void> {
  await who.text('昨晚睡眠').first().waitFor();
  ring.night = await who.shown.locator('body').innerText();
  await who.tab(TABS.bands);
  await who.tap('COLMI 戒指');
  // Steps have a card like the heart's.
  const card = who.shown.locator('.heart').filter({ hasText: '心率' });
  await card.getByText('开始', { exact: true }).click();
  const rate = card.locator('.heart-value').filter({ hasText: /^\d+$/ });
  await rate.waitFor();
  ring.heart = await rate.innerText();
  await card.getByText('停止', { exact: true }).click();
}

/** A third of them, and the ring, of which more is asked. */
const WORN = [RING, ...oneOf(3, BANDS).filter((band) => band !== RING)];

describe('a virtual band of every protocol is offered, bound and synced; today shows its steps', () => {
  test.each(WORN)(`%s (${AGAIN})`, async (band) => {
    expect(await wear(person, band)).toBeGreaterThanOrEqual(WALKED);
  });
});

test('with consent the ring shows the last night and a heart rate', () => {
  expect(ring.night).toMatch(/昨晚睡眠[\s\S]*深睡/);
  expect(Number(ring.heart)).toBeGreaterThan(40);
});

test('no frame complained', () => {
  expect(journey.complaints).toEqual([]);
});
