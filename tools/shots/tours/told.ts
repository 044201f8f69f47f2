/** What a person is told in the app: a line on the page that it is about. */
import { dayOf } from '../../../miniprogram/contract/activity';
import type { Notice } from '../../../miniprogram/contract/api';
import type { Guide } from '../guide';
import { wear } from './friends';
import type { Tour } from './tour';

/** A minute before the studio's evening. */
const AT = Date.UTC(2026, 10, 22, 12, 35) / 1000;
const TODAY = dayOf(AT);

type Tab = Parameters<Guide['tab']>[0];
type Told = Pick<Notice, 'kind' | 'facts'>;
/** By the state's name, with the page it is told on. */
const LINES: readonly [state: string, page: Tab, told: Told][] = [
  ['today-goal', 'today', { kind: 'goal', facts: { day: TODAY } }],
  ['today-not-synced', 'today', { kind: 'not-synced', facts: {} }],
  ['ranking-cheered', 'ranking', { kind: 'cheers', facts: { day: TODAY, count: 4 } }],
  ['bands-asked', 'bands', { kind: 'band-asked', facts: { model: 'honor-band', who: '步**' } }],
  ['bands-low', 'bands', { kind: 'battery-low', facts: { model: 'am3', battery: 16 } }],
  ['me-exported', 'me', { kind: 'export-ready', facts: {} }],
];

export const told: Tour = async (guide, stop) => {
  await wear(guide, 'told', { name: '林晚', model: 'am3', protocol: 'ihealth', steps: 10_432 });
  // The band, which is nowhere, is looked for at the first start and then not for a while.
  await guide.open('told', 'path=packages/me/rules/rules');
  await guide.settings({ bluetooth: false });
  await guide.open('told');
  await guide.see('bm-problem');
  for (const [state, page, one] of LINES) {
    guide.says('account.enter', async (input) => ({
      ...(await guide.ask('told', 'account.enter', input)),
      notices: [{ ...one, at: AT, seen: false }],
    }));
    await guide.open('told');
    await guide.tab(page);
    await guide.see('bm-line');
    await stop(state);
  }
};
