/** Words of 手环, and of a band wherever it is named. */
import type { Feature } from '../protocols/driver';

const zh = {
  bandSynced: (age: string) => `${age}同步`,
  bandNever: '还没有同步',
  bandSaved: (days: number) => `${days}\u00a0天已存好`,
  bandWaiting: (_count: number) => '有数据待上传',
  bandBattery: (percent: number) => `电量 ${percent}%`,
  bandVirtual: '虚拟手环',
  bandVirtualHint: '示例数据，不进入真实排行',
  bandSample: '示例数据',
  bandsAll: '全部手环',
  bandAdd: '添加手环',
  bandsNone: '还没有手环',
  bandsNoneHint: '添加一只，步数就会出现在这里',
  addAnyModel: '手环',
  feature: {
    steps: '计步',
    distance: '距离',
    energy: '消耗',
    history: '历史',
    live: '实时',
    sleep: '睡眠',
    'heart-rate': '心率',
    battery: '电量',
    time: '对时',
    goal: '目标',
    find: '查找',
  } as Record<Feature, string>,
};

const en: typeof zh = {
  bandSynced: (age) => `Synced ${age}`,
  bandNever: 'Not synced yet',
  bandSaved: (days) => `${days}\u00a0${days === 1 ? 'day' : 'days'} saved`,
  bandWaiting: (_count) => 'Data to upload',
  bandBattery: (percent) => `Battery ${percent}%`,
  bandVirtual: 'Virtual band',
  bandVirtualHint: 'Sample data, never on real boards',
  bandSample: 'Sample data',
  bandsAll: 'All bands',
  bandAdd: 'Add a band',
  bandsNone: 'No band yet',
  bandsNoneHint: 'Add one and its steps appear here',
  addAnyModel: 'Band',
  feature: {
    steps: 'Steps',
    distance: 'Distance',
    energy: 'Energy',
    history: 'History',
    live: 'Live',
    sleep: 'Sleep',
    'heart-rate': 'Heart rate',
    battery: 'Battery',
    time: 'Clock',
    goal: 'Goal',
    find: 'Find',
  },
};

export const bandsWords = { zh, en };
