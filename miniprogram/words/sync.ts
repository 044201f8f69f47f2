/** Words of a sync under way. */
import { DOT } from './spacing';

const zh = {
  syncNow: '同步',
  syncAll: '同步全部手环',
  syncBandOf: (name: string) => `同步${name}`,
  syncStages: ['已连接', '对时', '读取历史', '保存', '释放手环记忆'],
  syncDoing: ['正在连接', '正在对时', '正在读取历史', '正在保存', '正在释放手环记忆'],
  syncDays: (done: number, of: number) => `第 ${done} 天，共 ${of} 天`,
  syncWaiting: '等手环回应',
  syncSupport: '联系客服',
  syncNew: (steps: string) => `已同步${DOT}新增 ${steps} 步`,
  syncNothingNew: '已同步',
  syncSavedPart: (days: number) => `前 ${days} 天已经保存，其余还在手环里。把手环放近一点再试。`,
  syncStorageFull: '数据还在手环里，清理手机空间后再同步。',
  syncTrouble: (band: string, title: string) => `${band}：${title}`,
  /** How many other bands went well, and how many did not. */
  syncOthers: (good: number, bad: number) =>
    good === 0
      ? `另外 ${bad} 只也没有成功。`
      : bad === 0
        ? `另外 ${good} 只已同步。`
        : `另外 ${good} 只已同步，${bad} 只没有成功。`,
};

const en: typeof zh = {
  syncNow: 'Sync',
  syncAll: 'Sync all bands',
  syncBandOf: (name) => `Sync ${name}`,
  syncStages: ['Connected', 'Clock set', 'Reading history', 'Saving', 'Releasing'],
  syncDoing: [
    'Connecting',
    'Setting the clock',
    'Reading history',
    'Saving',
    'Releasing band memory',
  ],
  syncDays: (done, of) => `day ${done} of ${of}`,
  syncWaiting: 'waiting for the band',
  syncSupport: 'Support',
  syncNew: (steps) => `Synced${DOT}${steps} new steps`,
  syncNothingNew: 'Synced',
  syncSavedPart: (days) =>
    `${days === 1 ? 'The first day is' : `The first ${days} days are`} saved, the rest is still on the band. Keep it close and try again.`,
  syncStorageFull: 'The data is still on the band. Free some space on the phone, then sync.',
  syncTrouble: (band, title) => `${band}: ${title}`,
  syncOthers: (good, bad) =>
    [good > 0 && `${good} other${good === 1 ? '' : 's'} synced.`, bad > 0 && `${bad} more failed.`]
      .filter(Boolean)
      .join(' '),
};

export const syncWords = { zh, en };
