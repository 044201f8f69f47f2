/** What the page of a band that is asked for shows in each of its states. Pure beside the language. */
import { dayOf } from '../../../contract/activity';
import type { OwnClaim } from '../../../contract/api';
import { makerOf, modelOf } from '../../../contract/makers';
import { civilOffset } from '../../../lib/clock';
import { modelName, pictureOf } from '../../../services/bands/index';
import { clockTime, dayShort } from '../../../words/format';
import { handoverWords } from '../../../words/handover';
import { language, textOf } from '../../../words/index';
import { supportWords } from '../../../words/support';

/** `granted`: at once, by what the band remembers; `given`: by its owner. */
export type Stage = 'ask' | 'granted' | 'expired' | OwnClaim['state'];

/** What a button does. */
export type Act = 'ask' | 'bind' | 'other' | 'later' | 'withdraw' | 'support' | 'tell';

export interface Button {
  text: string;
  act: Act;
  theme: 'primary' | 'light' | 'text';
}

export interface HandoverView {
  /** A band's drawing, or an icon; one of both. */
  pic: string;
  icon: string;
  title: string;
  lines: string[];
  buttons: Button[];
  /** What happens after one asked: shown before it. */
  after: { icon: string; name: string; hint: string }[];
  note: string;
}

export interface HandoverFacts {
  stage: Stage;
  model: string;
  tail: string;
  /** UTC seconds; 0 before anybody was asked. */
  at: number;
  until: number;
  /** Whether the band was met here, so that it can be asked for. */
  met: boolean;
  /** Whether WeChat can bring the answer. */
  tells: boolean;
}

/** The stage of a claim at an instant (UTC seconds): one that nobody answered ends by itself. */
export const stageOf = ({ state, until }: OwnClaim, now: number): Stage =>
  state === 'asked' && until <= now ? 'expired' : state;

export function handoverView(facts: HandoverFacts): HandoverView {
  const { stage, model, tail } = facts;
  const t = textOf(handoverWords);
  const asks = stage === 'ask';
  return {
    pic: asks ? pictureOf({ model, virtual: false }) : '',
    icon: asks ? '' : ICONS[stage],
    lines: [t.handoverBand(modelName(model), tail), ...hints(facts)],
    buttons: buttons(facts),
    after: asks ? afterAsking() : [],
    ...words(stage),
  };
}

const ICONS: Record<Exclude<Stage, 'ask'>, string> = {
  asked: 'clock',
  granted: 'check',
  given: 'check',
  refused: 'unlink',
  withdrawn: 'clock',
  expired: 'clock',
};

function words(stage: Stage): Pick<HandoverView, 'title' | 'note'> {
  const t = textOf(handoverWords);
  const bound = t.handoverBindNote;
  const all: Record<Stage, [title: string, note: string]> = {
    ask: [t.handoverTaken, ''],
    asked: [t.handoverAsked, t.handoverAskedNote],
    granted: [t.handoverGranted, bound],
    given: [t.handoverGiven, bound],
    refused: [t.handoverRefused, t.handoverRefusedNote],
    withdrawn: [t.handoverRests, ''],
    expired: [t.handoverExpired, ''],
  };
  const [title, note] = all[stage];
  return { title, note };
}

function hints({ stage, at, until }: HandoverFacts): string[] {
  const t = textOf(handoverWords);
  const offset = civilOffset();
  const when = (utc: number) => `${dayShort(dayOf(utc, offset))} ${clockTime(utc, offset)}`;
  const rests = dayShort(dayOf(until, offset));
  switch (stage) {
    case 'asked':
      return [t.handoverTimes(when(at), when(until))];
    case 'granted':
      return [t.handoverGrantedHint];
    case 'given':
      return [t.handoverGivenHint];
    case 'refused':
      return [t.handoverRefusedHint(rests)];
    case 'withdrawn':
      return [t.handoverRestsHint(rests)];
    case 'expired':
      return [t.handoverExpiredHint];
    default:
      return [];
  }
}

function buttons({ stage, model, met, tells }: HandoverFacts): Button[] {
  const t = textOf(handoverWords);
  const other = (theme: Button['theme']): Button => ({
    ...{ text: t.handoverOther, act: 'other', theme },
  });
  const maker = makerOf(modelOf(model)?.maker ?? '');
  const name = maker && maker.id !== 'generic' ? maker.name[language()] : '';
  const support: Button = {
    text: textOf(supportWords).supportOf(name),
    act: 'support',
    theme: 'text',
  };
  const bind: Button[] = [
    { text: t.handoverBind, act: 'bind', theme: 'primary' },
    { text: t.handoverLater, act: 'later', theme: 'text' },
  ];
  const all: Record<Stage, Button[]> = {
    ask: [{ text: t.handoverAsk, act: 'ask', theme: 'primary' }, other('text')],
    asked: [
      tells ? { text: t.handoverTell, act: 'tell', theme: 'light' } : other('light'),
      { text: t.handoverWithdraw, act: 'withdraw', theme: 'text' },
    ],
    granted: bind,
    given: bind,
    refused: [other('primary'), support],
    withdrawn: [other('primary')],
    expired: met
      ? [{ text: t.handoverAgain, act: 'ask', theme: 'primary' }, other('text')]
      : [other('primary')],
  };
  return all[stage];
}

function afterAsking(): HandoverView['after'] {
  const t = textOf(handoverWords);
  const row = (icon: string, name: string, hint: string) => ({ icon, name, hint });
  return [
    row('user-plus', t.handoverSeesName, t.handoverSeesNameHint),
    row('band', t.handoverNewYours, t.handoverNewYoursHint),
    row('shield', t.handoverAtHand, t.handoverAtHandHint),
  ];
}
