import { describe, expect, test } from '@jest/globals';
import { maskName } from '../../../cloudfunctions/accounts/mask';
import { cleanName, nameFault } from '../../../cloudfunctions/accounts/names';

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
    ['Nguyễn Thị Ánh'],
    ['สมชาย ใจดี'],
    ['अमित शर्मा'],
    ['Ольга'],
    ['Ὀδυσσεύς'],
    ['Ọlọ́run'],
    ['1️⃣2️⃣3️⃣'],
    ['三年二班'],
    ['小王2019'],
  ])('"%s" may stand on a board', (name) => {
    expect(fault(name)).toBeNull();
  });

  test.each([
    ['', 'blank'],
    [' \u3000 ', 'blank'],
    ['管理员', 'misleading'],
    ['管 理-员', 'misleading'],
    ['ＡＤＭＩＮ', 'misleading'],
    ['咕咚客服', 'misleading'],
    ['小\u200b明', 'unseen'],
    ['\u202e明小', 'unseen'],
    ['小\u0000明', 'unseen'],
    ['\u3164', 'unseen'],
    ['…！？', 'no-letter'],
    ['13800138000', 'number'],
    ['加我１３８-0013.8000', 'number'],
    ['管\uFE0F理\uFE0F员', 'misleading'],
    ['管·理·员', 'misleading'],
    ['管🌟理🌟员', 'misleading'],
    ['аdmin', 'misleading'],
    ['ΑDΜΙΝ', 'misleading'],
    ['ᴀᴅᴍɪɴ', 'misleading'],
    ['adm1n', 'misleading'],
    ['áðmin admin\u0301', 'misleading'],
    ['We_Chat 团队', 'misleading'],
    ['Ｓｕｐｐ０ｒｔ', 'misleading'],
    ['微信團隊', 'misleading'],
    ['Z̵a̵l̵g̵o̵', 'heaped'],
    ['Z̡̢̛a̷l', 'heaped'],
    ['138,1234,5678', 'number'],
    ['138·1234/5678', 'number'],
    ['１３８，１２３４', 'number'],
    ['١٣٨٠٠١٣٨', 'number'],
    ['१३८००१३८', 'number'],
    ['①③⑧⓪⓪①③', 'number'],
    ['一三八零零一三八', 'number'],
    ['壹叁捌零零壹叁', 'number'],
    ['1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣', 'number'],
    ['二十一个字二十一个字二十一个字二十一个字二', 'too-long'],
    [`👩${'\u200d👩'.repeat(400)}`, 'too-long'],
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
