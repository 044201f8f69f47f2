/** Words of what people are told in the app. */
import { ahead, behind } from './spacing';

/** "陈果等 4 人", "陈果", "4 人". */
const cheerers = (who: string, count: number): string => {
  if (!who) return `${count} 人`;
  return count > 1 ? `${who}等 ${count} 人` : who;
};

const zh = {
  noticeGoal: (streak: number) =>
    streak > 1 ? `今天达标了，连续 ${streak}\u00a0天` : '今天达标了',
  noticeCheers: (who: string, count: number) =>
    `${cheerers(who.replace(/[!-~]$/, '$& '), count)}今天给你加油`,
  noticeNotSynced: '手环三天没有同步了',
  noticeAsked: (who: string, model: string) => `${ahead(who)}想要${behind(model)}`,
  noticeGiven: (model: string) => `对方同意了，${ahead(model)}归你了`,
  noticeKept: (model: string) => `对方没有同意转移${behind(model)}`,
  noticeMoved: (model: string) => `${ahead(model)}已换到别人名下`,
  noticeBattery: (model: string, left: number) => `${ahead(model)}电量只剩 ${left}%`,
  noticeExport: (hours: number, minutes: number) =>
    `导出做好了，还剩 ${hours ? `${hours} 小时 ` : ''}${minutes} 分`,
  noticeAnswered: (maker: string) => `${ahead(maker)}客服回复了你`,
  noticeReviewed: (date: string) => `${date}的步数核实过了`,
  noticeAnswer: '去回答',
};

const en: typeof zh = {
  noticeGoal: (streak) => `Goal met today${streak > 1 ? `, ${streak}\u00a0days in a row` : ''}`,
  noticeCheers: (who, count) =>
    who
      ? `${who}${count > 1 ? ` and ${count - 1} ${count > 2 ? 'others' : 'other'}` : ''} cheered you`
      : `${count} cheered you today`,
  noticeNotSynced: 'No band synced for 3 days',
  noticeAsked: (who, model) => `${who} would like ${model}`,
  noticeGiven: (model) => `They agreed: ${model} is yours`,
  noticeKept: (model) => `They keep ${model}`,
  noticeMoved: (model) => `${model} has moved to someone else`,
  noticeBattery: (model, left) => `${model} has ${left}% battery left`,
  noticeExport: (hours, minutes) =>
    `Export ready, ${hours ? `${hours} h ` : ''}${minutes} min left`,
  noticeAnswered: (maker) => `${maker} support answered you`,
  noticeReviewed: (date) => `Your steps of ${date} were reviewed`,
  noticeAnswer: 'Answer',
};

export const noticeWords = { zh, en };
