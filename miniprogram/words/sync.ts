/** Words of a sync under way. */
const zh = {
  syncNow: '同步',
  syncBandOf: (name: string) => `同步${name}`,
  syncStages: ['已连接', '对时', '读取历史', '保存', '释放手环记忆'],
  syncDoing: ['正在连接', '正在对时', '正在读取历史', '正在保存', '正在释放手环记忆'],
  syncDays: (done: number, of: number) => `第 ${done} 天，共 ${of} 天`,
  syncWaiting: '等手环回应',
  syncSupport: '联系客服',
};

const en: typeof zh = {
  syncNow: 'Sync',
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
};

export const syncWords = { zh, en };
