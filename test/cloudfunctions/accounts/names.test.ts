import { describe, expect, test } from '@jest/globals';
import { cleanName, nameFault } from '../../../cloudfunctions/accounts/names';
import { maskName } from '../../../cloudfunctions/share/mask';

const fault = (name: string) => nameFault(cleanName(name));

describe('R10-8 names', () => {
  test.each([
    ['步友 8F3A'],
    ['小明'],
    ['Ann-Marie O’Neil'],
    ['👩‍👩‍👧‍👦 一家人'],
    ['跑步❤️2026'],
    ['محمد'],
    ['二十个字二十个字二十个字二十个字二十个字'],
  ])('"%s" may stand on a board', (name) => {
    expect(fault(name)).toBeNull();
  });

  test.each([
    ['', '名字不能为空'],
    [' \u3000 ', '名字不能为空'],
    ['管理员', '这个名字容易让人误会身份'],
    ['管 理-员', '这个名字容易让人误会身份'],
    ['ＡＤＭＩＮ', '这个名字容易让人误会身份'],
    ['咕咚客服', '这个名字容易让人误会身份'],
    ['小\u200b明', '名字里有看不见的字符'],
    ['\u202e明小', '名字里有看不见的字符'],
    ['小\u0000明', '名字里有看不见的字符'],
    ['\u3164', '名字里有看不见的字符'],
    ['…！？', '名字里要有文字'],
    ['13800138000', '名字里不能有电话或号码'],
    ['加我１３８-0013.8000', '名字里不能有电话或号码'],
    ['二十一个字二十一个字二十一个字二十一个字二', '名字最多 20 个字'],
    [`👩${'\u200d👩'.repeat(400)}`, '名字最多 20 个字'],
  ])('"%s" is refused', (name, reason) => {
    expect(fault(name)).toBe(reason);
  });
});

test.each([
  ['步友 8F3A', '步**'],
  ['👩‍👩‍👧‍👦 一家人', '👩‍👩‍👧‍👦**'],
  ['A', 'A**'],
])('R4-4 strangers see of "%s" only "%s"', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});
