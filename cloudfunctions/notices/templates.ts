/**
 * Subscription messages: which template tells of what is the operator's to configure, since WeChat
 * gives each account's templates ids and field names of their own. The environment variable
 * `BANDMATES_TEMPLATES` of the functions `api` and `timer` has one entry a kind:
 * `goal=TEMPLATE:thing1,thing2;cheers=TEMPLATE:thing4,thing5`; the first field takes what happened, the
 * second what there is to do.
 */

import {
  type Me,
  NOTICE_KINDS,
  type Notice,
  type NoticeKind,
} from '../../miniprogram/contract/api';
import { makerOf, modelOf } from '../../miniprogram/contract/makers';

export interface Template {
  id: string;
  fields: [what: string, then: string];
}

/** The template of a kind, or null when none is configured. */
export function templateOf(kind: NoticeKind): Template | null {
  for (const entry of (process.env.BANDMATES_TEMPLATES ?? '').split(';')) {
    const match = /^\s*([a-z-]+)=([\w-]{1,64}):(\w{1,32}),(\w{1,32})\s*$/.exec(entry);
    if (match?.[1] === kind) return { id: match[2]!, fields: [match[3]!, match[4]!] };
  }
  return null;
}

/** The ids of those that are configured, by kind: whom the phone may ask about. */
export function templates(): Partial<Record<NoticeKind, string>> {
  const known = NOTICE_KINDS.flatMap((kind) => {
    const template = templateOf(kind);
    return template ? [[kind, template.id]] : [];
  });
  return Object.fromEntries(known);
}

type Facts = Notice['facts'];
/** `model` and `maker` as people call them. */
type Said = (facts: Facts & { model: string; maker: string }) => [what: string, then: string];

/** What is said of each kind; WeChat takes 20 characters a field. */
const WORDS: Readonly<Record<Me['language'], Readonly<Record<NoticeKind, Said>>>> = {
  zh: {
    goal: () => ['今天的目标达成了', '打开看看排行'],
    cheers: ({ count = 0 }) => [`今天有 ${count} 人为你加油`, '打开看看是谁'],
    'not-synced': () => ['手环三天没有同步了', '同步一次，数据不会丢'],
    'band-asked': ({ model }) => [`有人想接手你的${model}`, '打开决定给不给'],
    'band-given': ({ model }) => [model, '对方已经回答'],
    'band-kept': ({ model }) => [model, '对方已经回答'],
    'band-moved': ({ model }) => [`${model}已换到别人名下`, '你的历史都还在'],
    'battery-low': ({ model, battery }) => [`${model}电量 ${battery}%`, '充好电再同步'],
    'export-ready': () => ['你的数据已经备好', '24 小时内下载'],
    'review-done': () => ['你申请核实的一天有结果了', '打开看看结果'],
    answered: ({ maker }) => [`${maker}客服回复了你`, '打开会话看看'],
  },
  en: {
    goal: () => ['Goal reached today', 'See the ranking'],
    cheers: ({ count = 0 }) => [`${count} cheered you today`, 'See who'],
    'not-synced': () => ['No sync for 3 days', 'Sync: nothing is lost'],
    'band-asked': () => ['Your band is wanted', 'Open to decide'],
    'band-given': ({ model }) => [model, 'They have answered'],
    'band-kept': ({ model }) => [model, 'They have answered'],
    'band-moved': () => ['Your band has moved', 'Your history stays'],
    'battery-low': ({ battery }) => [`Band battery ${battery}%`, 'Charge it, then sync'],
    'export-ready': () => ['Your data is ready', 'Get it within 24 h'],
    'review-done': () => ['Your day was reviewed', 'See the result'],
    answered: ({ maker }) => [`${maker} answered`, 'Open the chat'],
  },
};

const FIELD_CHARACTERS = 20;

/** The two sentences of a notice. */
export function sayNotice(kind: NoticeKind, facts: Facts, language: Me['language']): string[] {
  const model = modelOf(facts.model ?? '')?.name[language] ?? '';
  const maker = makerOf(facts.maker ?? '')?.name[language] ?? '';
  return WORDS[language]
    [kind]({ ...facts, model, maker })
    .map((text) => [...text].slice(0, FIELD_CHARACTERS).join(''));
}
