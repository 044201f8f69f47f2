/** Who stands on the stage, as the address says it. */
import { describe, expect, test } from '@jest/globals';
import { nextPhone, PEOPLE, personOf } from '../../../tools/preview/hub/people';
import { type Placed, readStage, stageQuery } from '../../../tools/preview/hub/stage';

const ids = (search: string) => readStage(search).phones.map(({ id }) => id);

describe('the stage in the address', () => {
  test('nothing said is two people, with the bands of the last time', () => {
    expect(readStage('')).toEqual({
      phones: [{ id: 'preview-a' }, { id: 'preview-b' }],
      bands: null,
    });
  });

  test('what is written is read again: platform, zone, bands, a second phone', () => {
    const placed: Placed = {
      phones: [
        { id: 'preview-a', platform: 'ios', zone: 5.75 * 60, bands: ['codoon-band', 'airsync'] },
        { id: 'preview-a.2', platform: 'ohos', zone: -480 },
        { id: 'sam' },
      ],
      bands: ['airsync', 'codoon-band'],
    };
    const query = stageQuery(placed);
    expect(query).toBe(
      '?phone=preview-a,ios,5.75,codoon-band.airsync&phone=preview-a.2,ohos,-8&phone=sam&bands=airsync.codoon-band',
    );
    expect(readStage(query)).toEqual(placed);
    expect(readStage('?bands=').bands).toEqual([]);
  });

  test('what makes no sense is left out', () => {
    expect(ids('?phone=a&phone=&phone=<b>&phone=a')).toEqual(['a']);
    expect(readStage('?phone=a,nokia,99').phones).toEqual([{ id: 'a' }]);
  });
});

test('a person may have more than one phone, and is the same person', () => {
  expect(nextPhone('preview-a', ['preview-b'])).toBe('preview-a');
  expect(nextPhone('preview-a', ['preview-a', 'preview-a.2'])).toBe('preview-a.3');
  expect(personOf('preview-a.2', PEOPLE)).toMatchObject({ user: 'preview-a', name: '小安 2' });
  expect(personOf('sam', PEOPLE)).toMatchObject({ user: 'sam', name: 'sam' });
});
