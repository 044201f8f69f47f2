/** Words that explain: the counting rule, what is kept, the terms, licences, what this is. */

import { BRAND } from '../contract/catalogue/brand';
import { behind } from './spacing';

/** A titled list of sentences. */
export interface Section {
  title: string;
  lines: readonly string[];
}

const zh = {
  rulesPage: {
    rules: '计数规则与隐私',
    terms: '用户服务协议',
    about: `关于${behind(BRAND.name.zh)}`,
  },
  rulesPageShort: '规则与隐私',
  rulesGuideline: '查看微信隐私指引',
  rulesLicences: '开源许可',
  rulesDesk: '厂商客服台',
  rulesDeskHint: '厂商的客服人员从这里进入',
  rulesParts: (version: number) => ({
    rules: [
      {
        title: `计数规则 v${version}`,
        lines: [
          '每 15 分钟一个时段。同一只手环重复同步取较大的数，不会多计。',
          '同时戴几只手环，每个时段只计较大的一只，不相加。',
          '只给累计数的手环，按当天最大的累计数计，标为“实时计数”。',
          '微信运动只用在没有手环数据的日子，从不和手环相加。',
          '榜单按北京时间计日：24:00 截止，次日 12:00 前可以补传，然后定榜。',
          '超出常见范围的数值不进榜，你的历史里仍保留，可以申请核实。',
          '不可能的距离和消耗当作手环没有给；当天计数为 0 只说明同步过。',
          '规则换版本时，以前的日子仍按原来的版本计。',
        ],
      },
      {
        title: '手环的数能不能造假',
        lines: [
          '说实话：能。改过的客户端可以上传格式正确的假数，技术上无法完全排除，所以“手环直读”只说明来源，不是保证。',
          '如果你同意用微信运动，一天结束后手环的数比微信运动多出 30% 以上，这一天就标为“待核实”，暂不进榜。数据不会删除，可以申请核实。',
          '没有同意微信运动的人不做这项比较。',
        ],
      },
      {
        title: '隐私',
        lines: BRAND.privacy.zh,
      },
    ],
    terms: [
      {
        title: '这是什么',
        lines: [
          BRAND.agreement.zh,
          '从你的手环读步数，画成图表，按同一条规则和好友比较。',
          '它不是医疗器械，数值不能用来诊断或治疗。',
        ],
      },
      {
        title: '你同意的',
        lines: [
          '每 15 分钟的步数、距离、消耗和手环型号存到中国大陆的云端。',
          '你的名字、头像和步数给好友和你加入的群看。',
          '用自己的手环和真实的数；不冒充别人，不用名字骚扰或做广告。',
        ],
      },
      {
        title: '我们答应的',
        lines: [
          '数据不卖，步数不给厂商；同步保存好之后，手环才会清除记忆。',
          '未满 14 岁，家长同意之前什么都不上传。',
          '你可以随时撤回、导出和删除；删除后 24 小时内清除全部数据。',
          '规则和协议改动时，会再问你一次。',
        ],
      },
    ],
    about: [{ title: '', lines: BRAND.about.zh }],
  }),
};

const en: typeof zh = {
  rulesPage: {
    rules: 'Rules',
    terms: 'Terms of use',
    about: 'About',
  },
  rulesPageShort: 'Rules',
  rulesGuideline: "Read WeChat's privacy guideline",
  rulesLicences: 'Open-source licences',
  rulesDesk: "A maker's desk",
  rulesDeskHint: "For the people of a maker's support",
  rulesParts: (version) => ({
    rules: [
      {
        title: `Counting rule v${version}`,
        lines: [
          'Steps are kept in slots of 15 minutes. Syncing again keeps the larger number, never the sum.',
          'With several bands at once only the larger one counts in each slot.',
          'A band that gives only a running total counts with its largest total of the day, and is marked "Live count".',
          'WeRun counts only on a day without band data, and is never added to a band.',
          'Boards count Beijing days: open until 24:00, late data until 12:00 next day, then final.',
          'Numbers outside the usual range stay off boards and remain in your history; you may ask for a review.',
          'An impossible distance or energy is taken as not measured; a total of 0 only says that a band was synced.',
          'When the rule gets a new version, earlier days keep theirs.',
        ],
      },
      {
        title: 'Can a number be forged?',
        lines: [
          'Frankly: yes. A modified app can upload well-formed false numbers, and nothing can rule that out. "Band" tells where a number came from; it is no guarantee.',
          'If you agreed to WeRun, a day whose bands tell over 30% more than WeRun is put under review once it is over, and is off boards. Nothing is deleted; you may ask for a review.',
          'Who did not agree to WeRun is not compared.',
        ],
      },
      {
        title: 'Privacy',
        lines: BRAND.privacy.en,
      },
    ],
    terms: [
      {
        title: 'What this is',
        lines: [
          BRAND.agreement.en,
          'It reads steps from your band, draws them, and compares friends by one rule.',
          'It is no medical device: its numbers are not for diagnosis or treatment.',
        ],
      },
      {
        title: 'What you agree to',
        lines: [
          'Steps per 15 minutes, distance, energy and band model are kept in a cloud in mainland China.',
          'Your name, photo and steps are shown to friends and to groups you join.',
          'Your own band and true numbers; no names that impersonate, harass or advertise.',
        ],
      },
      {
        title: 'What we promise',
        lines: [
          'No data is sold, no steps go to makers; a band forgets only after its data is safe.',
          'Under 14 nothing is uploaded before a parent agrees.',
          'You can withdraw, export and delete at any time; after deletion everything is gone within 24 hours.',
          'When rule or terms change, you are asked again.',
        ],
      },
    ],
    about: [{ title: '', lines: BRAND.about.en }],
  }),
};

export const rulesWords = { zh, en };
