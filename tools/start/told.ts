/** What a person is told of the panel's faults: the words that ship. */
import { problemWords } from '../../miniprogram/words/problems';
import type { Props } from '../preview';

type Code = keyof typeof problemWords.zh;

const told = (code: Code) => {
  const { zh, en } = problemWords;
  const one = ({ title, sentence }: (typeof zh)[Code]) => `${title}：${sentence}`;
  return [one(zh[code]), one(en[code]).replace('：', '. ')] as const;
};

/** With some bands there is nothing to say, with others a person reads this. */
const perhaps = ([zh, en]: readonly [string, string]) =>
  [`什么也不用说，或${zh}`, `nothing, or ${en}`] as const;

/** The app gets over it, and nothing is lost or counted twice. */
const NOTHING = ['什么也不用说', 'nothing'] as const;

export const TOLD: NonNullable<Props['told']> = {
  range: told('disconnected'),
  clock: perhaps(told('time-unknown')),
  connect: told('connect-failed'),
  duplicate: NOTHING,
  afterNotify: NOTHING,
  noCallback: perhaps(told('timeout')),
};
