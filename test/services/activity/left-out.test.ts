import { describe, expect, test } from '@jest/globals';
import { addDays, type DayKey } from '../../../miniprogram/contract/activity';
import type { Rejected } from '../../../miniprogram/contract/api';
import {
  forgetLeftOut,
  leftOut,
  noteLeftOut,
  noteUnbelieved,
} from '../../../miniprogram/services/activity/left-out';
import { noteWithheld, withheldSteps } from '../../../miniprogram/services/activity/withheld';
import { DAY } from '../../helpers/people';
import { installWx } from '../../helpers/wx';

const wxNow = installWx();
const LONG_AGO = 20190101;
const sent = (...days: DayKey[]) =>
  days.map((day) => ({ day, slots: {}, counter: { steps: 900 } }));
const out = (day: DayKey, reason: Rejected['reason']): Rejected => ({ day, slot: null, reason });
const reasons = (day = DAY) => leftOut(day).map(({ reason }) => reason);

describe('what the cloud left out', () => {
  test('of long ago is said until somebody saw it', () => {
    noteLeftOut('a', sent(LONG_AGO, DAY), [out(LONG_AGO, 'too-old')]);
    noteLeftOut('a', sent(DAY), []);
    expect(leftOut(addDays(DAY, 9))).toMatchObject([{ band: 'a', reason: 'too-old' }]);
    forgetLeftOut('a', 'too-old');
    expect(leftOut(DAY)).toEqual([]);
  });

  test('of a day with too many bands is said on that day, until the band counts', () => {
    noteLeftOut('a', sent(DAY), [out(DAY, 'too-many-bands')]);
    noteLeftOut('a', sent(DAY), [out(DAY, 'too-many-bands')]);
    expect(reasons()).toEqual(['too-many-bands']);
    expect(reasons(addDays(DAY, 1))).toEqual([]);
    noteLeftOut('b', sent(DAY), []);
    expect(reasons()).toEqual(['too-many-bands']);
    noteLeftOut('a', sent(DAY), []);
    expect(reasons()).toEqual([]);
  });

  test('R13-7 of a time to come is said until it was taken, or somebody saw it', () => {
    const tomorrow = addDays(DAY, 1);
    noteLeftOut('a', sent(DAY, tomorrow), [out(tomorrow, 'future')]);
    noteWithheld('a', sent(tomorrow), [out(tomorrow, 'future')]);
    expect(reasons()).toEqual(['future']);
    expect(withheldSteps(tomorrow)).toBe(0);
    noteLeftOut('a', sent(DAY, tomorrow), []);
    expect(reasons()).toEqual([]);
  });

  test('R9-3 what a band told of no known time is said until somebody saw it, whatever is sent', () => {
    noteUnbelieved('a', 'time-unknown', DAY);
    noteUnbelieved('a', 'time-unknown', DAY);
    noteUnbelieved('a', 'range', DAY);
    noteLeftOut('a', sent(DAY), []);
    expect(reasons(addDays(DAY, 3))).toEqual(['time-unknown', 'range']);
    forgetLeftOut('a', 'time-unknown');
    expect(reasons()).toEqual(['range']);
  });

  test('is not what is kept off boards, and what is kept off is not left out', () => {
    const rejected = [out(DAY, 'too-many-bands'), out(LONG_AGO, 'too-old')];
    noteWithheld('a', sent(DAY), rejected);
    expect(withheldSteps(DAY)).toBe(0);
    noteLeftOut('a', sent(DAY), [out(DAY, 'too-fast')]);
    expect([...wxNow().storage.keys()]).toEqual(['bm.terms']);
  });
});
