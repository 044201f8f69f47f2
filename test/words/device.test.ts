import { describe, expect, test } from '@jest/globals';
import { deviceOf, deviceOfAll } from '../../miniprogram/services/bands/index';
import { addWords } from '../../miniprogram/words/add';
import { text, textOf } from '../../miniprogram/words/index';
import { installWx } from '../helpers/wx';

const wxNow = installWx();

describe('a ring', () => {
  test('is called a ring in every sentence, in both languages', () => {
    const zh = textOf(addWords, 'ring');
    expect([zh.addBind, zh.problems['band-not-found'].title]).toEqual([
      '绑定这只戒指',
      '找不到戒指',
    ]);
    expect([zh.syncDoing[4], zh.syncSavedPart(3)]).toEqual([
      '正在释放戒指记忆',
      '前 3 天已经保存，其余还在戒指里。把戒指放近一点再试。',
    ]);
    expect(JSON.stringify(text('ring'))).not.toContain('手环');
    wxNow().baseInfo.language = 'en';
    const en = text('ring');
    expect([en.problems['band-not-found'].title, en.problems.refused.sentence]).toEqual([
      'Ring not found',
      'Confirm on the ring, or unbind it on the other phone. If that fails, unbind it here and add it again.',
    ]);
    expect(JSON.stringify(Object.values(en.problems))).not.toMatch(/\bbands?\b/i);
  });

  test('changes no word of a band’s', () => {
    expect(textOf(addWords).addBind).toBe('绑定这只手环');
    expect(text()).toBe(text('band'));
  });

  test('is what its model says; who wears a band as well has bands', () => {
    const [ring, band] = [{ model: 'colmi-ring' }, { model: 'am3' }];
    expect([ring.model, 'am3', 'unknown', null].map(deviceOf)).toEqual([
      'ring',
      'band',
      'band',
      'band',
    ]);
    expect([[ring], [ring, band], []].map(deviceOfAll)).toEqual(['ring', 'band', 'band']);
  });
});
