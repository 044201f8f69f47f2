/** What was agreed to, a card each. Pure beside the language in force. */
import { dayOf, dayParts } from '../../../contract/activity';
import type { Me } from '../../../contract/api';
import { civilOffset } from '../../../lib/clock';
import { dayShort } from '../../../words/format';
import { language, textOf } from '../../../words/index';
import { rightsWords } from '../../../words/rights';

/** What the word at the foot of a card does. */
export type CardAct =
  | 'terms'
  | 'withdraw-sleep'
  | 'give-sleep'
  | 'withdraw-heart'
  | 'give-heart'
  | 'withdraw-werun'
  | 'werun'
  | 'withdraw-guardian'
  | 'profile';

export interface ConsentCard {
  id: string;
  title: string;
  /** Since when, or that it was not given. */
  state: string;
  rows: { name: string; value: string }[];
  effect: string;
  act: CardAct | '';
  button: string;
}

export interface ConsentFacts {
  me: Me;
  sleep: boolean;
  heart: boolean;
}

export function consentCards({ me, sleep, heart }: ConsentFacts): ConsentCard[] {
  const t = textOf(rightsWords);
  const given = (now: boolean, at?: number) =>
    !now ? t.rightsNot : at ? t.rightsGiven(dateOf(at)) : t.rightsAgreed;
  const werun = me.consents.includes('werun');
  const card = (
    id: string,
    { title, what, where, effect }: typeof t.rightsTerms,
    state: string,
    [act, button]: [CardAct | '', string],
    seen = false,
  ): ConsentCard => ({
    id,
    title,
    state,
    rows: [
      { name: seen ? t.rightsSeen : t.rightsReads, value: what },
      { name: t.rightsKept, value: where },
    ],
    effect,
    act,
    button,
  });
  const withdraw = (act: CardAct): [CardAct, string] => [act, t.rightsWithdraw];
  const turnOn = (act: CardAct): [CardAct, string] => [act, t.rightsTurnOn];
  return [
    card('terms', t.rightsTerms, given(true, me.since.terms), ['terms', t.rightsFull]),
    ...(me.consents.includes('guardian')
      ? [
          card(
            'guardian',
            t.rightsGuardian,
            given(true, me.since.guardian),
            withdraw('withdraw-guardian'),
          ),
        ]
      : []),
    card(
      'sleep',
      t.rightsSleep,
      given(sleep),
      sleep ? withdraw('withdraw-sleep') : turnOn('give-sleep'),
    ),
    card(
      'heart',
      t.rightsHeart,
      given(heart),
      heart ? withdraw('withdraw-heart') : turnOn('give-heart'),
    ),
    card(
      'werun',
      t.rightsWerun,
      given(werun, me.since.werun),
      werun ? withdraw('withdraw-werun') : ['werun', t.rightsLook],
    ),
    card('name', t.rightsName, '', ['profile', t.rightsChange], true),
    card('diagnostics', t.rightsDiagnostics, '', ['', ''], true),
  ];
}

function dateOf(at: number): string {
  const day = dayOf(at, civilOffset());
  const [year] = dayParts(day);
  return language() === 'zh' ? `${year}年${dayShort(day)}` : `${dayShort(day)} ${year}`;
}
