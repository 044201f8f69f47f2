import { expect, test } from '@jest/globals';
import { noticeWords } from '../../miniprogram/words/notices';
import { rightsWords } from '../../miniprogram/words/rights';

test.each([
  ['陈果', 4, '陈果等 4 人今天给你加油', 'Chen and 3 others cheered you'],
  ['陈果', 1, '陈果今天给你加油', 'Chen cheered you'],
  ['步友 B9A7', 1, '步友 B9A7 今天给你加油', 'Chen cheered you'],
  ['Max', 2, 'Max 等 2 人今天给你加油', 'Chen and 1 other cheered you'],
  ['', 2, '2 人今天给你加油', '2 cheered you today'],
])('%s and %i in all', (who, count, zh, en) => {
  expect(noticeWords.zh.noticeCheers(who, count)).toBe(zh);
  expect(noticeWords.en.noticeCheers(who && 'Chen', count)).toBe(en);
});

test('in the last hour of an export no hours are told', () => {
  expect(noticeWords.zh.noticeExport(0, 5)).toBe('导出做好了，还剩 5 分');
  expect(noticeWords.zh.noticeExport(3, 0)).toBe('导出做好了，还剩 3 小时 0 分');
  expect(noticeWords.en.noticeExport(0, 5)).toBe('Export ready, 5 min left');
  expect(rightsWords.zh.exportLeft(0, 5)).toBe('还剩 5 分，之后自动删除');
  expect(rightsWords.en.exportLeft(0, 5)).toBe('5 min left, then deleted');
});
