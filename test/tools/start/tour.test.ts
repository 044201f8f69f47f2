/** The tour that is handed in, as data: its phones, its deeds and its names are there. */
import { expect, test } from '@jest/globals';
import type { Act } from '../../../tools/preview/tour';
import { bands, props } from '../../../tools/start/props';
import { tourDeeds } from '../../../tools/start/town/tour-deeds';
import { TOUR } from '../../../tools/start/town/tour-steps';
import type { Town } from '../../../tools/start/town/town';

const acts = TOUR.steps.flatMap((step): readonly Act[] => step.acts);

test('every step has a name of its own in both languages, and does something', () => {
  for (const language of [0, 1] as const) {
    const names = TOUR.steps.map(({ name }) => name[language]);
    expect(new Set(names).size).toBe(names.length);
  }
  for (const { acts } of TOUR.steps) expect(acts.length).toBeGreaterThan(0);
});

test('another mini program gets bands, and neither our tour nor our people', () => {
  const [theirs, ours] = [bands, props].map((make) => make([], () => undefined));
  expect(Object.keys(theirs!)).toEqual(['first', 'more']);
  expect(theirs!.more.length).toBeLessThan(ours!.more.length);
  expect(ours).toMatchObject({ tour: TOUR });
});

test('whom it asks is there: phones on its stage, deeds by their names', () => {
  const phones = TOUR.stage.placed.phones.length;
  for (const act of acts) {
    const target = 'tap' in act ? act.tap : 'see' in act ? act.see : 'into' in act ? act.into : {};
    expect(target.phone ?? 1).toBeLessThanOrEqual(phones);
  }
  const deeds = tourDeeds({} as Town).map(({ id }) => id);
  const asked = acts.flatMap((act) => ('deed' in act ? [act.deed] : []));
  expect(deeds).toEqual(expect.arrayContaining([TOUR.before, ...asked]));
});
