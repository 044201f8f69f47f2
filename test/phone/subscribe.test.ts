/** WeChat's answers to the question about a message, each told apart. */
import { expect, test } from '@jest/globals';
import { subscribe } from '../../miniprogram/phone/subscribe';
import { installWx } from '../helpers/wx';

const wxNow = installWx();
type Asked = {
  tmplIds: string[];
  success(answers: object): void;
  fail(error: object): void;
};
const answering = (answer: (asked: Asked) => void) => {
  wxNow().requestSubscribeMessage = answer;
};

test.each([
  [{ T1: 'accept', T2: 'reject' }, 'yes'],
  [{ T1: 'reject', T2: 'reject' }, 'no'],
  [{ T1: 'ban', T2: 'filter' }, 'no'],
])('%o is %s', async (answers, said) => {
  answering(({ tmplIds, success }) => {
    expect(tmplIds).toEqual(['T1', 'T2']);
    success({ errMsg: 'requestSubscribeMessage:ok', ...answers });
  });
  expect(await subscribe(['T1', 'T2'])).toBe(said);
});

test.each([
  [20004, 'off'],
  [20001, 'failed'],
  [10005, 'failed'],
])('errCode %i is %s', async (errCode, said) => {
  answering(({ fail }) => fail({ errMsg: 'requestSubscribeMessage:fail', errCode }));
  expect(await subscribe(['T1'])).toBe(said);
});
