import { beforeEach, expect, test } from '@jest/globals';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();
let hoursLine: typeof import('../../../miniprogram/services/support/hours').hoursLine;
beforeEach(() => {
  ({ hoursLine } = require('../../../miniprogram/services/support/hours'));
});
/** Beijing's clock; 22 November 2026 is a Sunday. */
const at = (day: number, hour: number) => Date.UTC(2026, 10, day, hour - 8) / 1000;
const WORK = 'Mon–Fri 9:00–18:00';

test.each([
  [WORK, at(22, 20), '工作日 9:00–18:00\u00a0· 现在离线，明天上午回复'],
  [WORK, at(21, 20), '工作日 9:00–18:00\u00a0· 现在离线，周一上午回复'],
  [WORK, at(23, 9), '工作日 9:00–18:00\u00a0· 现在在线'],
  [WORK, at(23, 18), '工作日 9:00–18:00\u00a0· 现在离线，明天上午回复'],
  [WORK, at(27, 18), '工作日 9:00–18:00\u00a0· 现在离线，周一上午回复'],
  [WORK, at(23, 7), '工作日 9:00–18:00\u00a0· 现在离线，今天 9:00 起回复'],
  ['13:00–21:00', at(22, 21), '每天 13:00–21:00\u00a0· 现在离线，明天下午回复'],
  ['一直都在', at(22, 21), '一直都在'],
])('R6-5 %s says whether somebody is there', (hours, now, line) => {
  expect(hoursLine(hours, now)).toBe(line);
});

test('R6-5 in English too', () => {
  wxNow().baseInfo.language = 'en';
  expect(hoursLine(WORK, at(21, 20))).toBe(
    'Weekdays 9:00–18:00\u00a0· closed now, answers Monday morning',
  );
});
