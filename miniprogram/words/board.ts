/** Words of a board of people. Numbers arrive as people read them; counts that only choose a plural, as numbers. */
import { ahead, apart } from './spacing';

const ordinal = (n: number): string => {
  const tens = n % 100;
  const end = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${end}`;
};

const zh = {
  boardSettlingNote: '12:00 前同步仍计入昨天。定榜之后，迟到的数据只更正自己的历史。',
  boardPlace: (rank: number, of: number) => `第 ${rank} 名，共 ${of} 人`,
  boardBehind: (rank: number, steps: string) => `距第 ${rank} 名 ${steps} 步`,
  boardFirst: '走在最前面',
  boardNoSteps: '今天还没有步数',
  boardNoStepsRow: '还没有步数',
  boardNoStepsThatDay: '这一天没有步数',
  boardNoStepsHint: '同步手环后就会排进来',
  boardNoBandHint: '添加手环，步数就会排进来',
  boardWaitingHint: '步数还没有上传，上传之后就会排进来',
  boardCounterHint: '这只手环只记当天总数，这一天的已经清零',
  boardSyncedHint: '已同步，走起来就会排进来',
  boardOldHint: '更新之后才知道自己的名次',
  boardNextDay: (time: string) => `次日 ${time}`,
  boardUnchanging: '这张榜不再变',
  boardLateSteps: (later: string, all: string) =>
    `定榜后又同步到 ${later} 步，只更正你的历史：这一天是 ${all} 步。`,
  boardWithheldPart: (steps: string) =>
    `另有 ${steps} 步超出常见范围，暂不进榜，你的历史里仍保留。`,
  boardAloneFinal: '这一天没有好友在榜上',
  boardAloneFinalHint: '这张榜已定。现在加的好友，从今天的榜开始。',
  boardGoToday: '看今天的榜',
  boardHidden: '你已从所有榜单隐藏',
  boardHiddenHint: '别人现在看不到你，自己的数据照常',
  boardShowSelf: '恢复显示',
  boardWithheldTitle: '这部分暂不进榜',
  boardWithheldHint: '数值超出常见范围，你的历史里仍保留',
  boardVirtualHint: '虚拟手环只供体验，不进入真实排行',
  boardAbsent: '今日未同步',
  boardAbsentThatDay: '当日未同步',
  boardNoData: '这一天没有数据',
  boardAbsentPrevious: (steps: string) => `昨日 ${steps}`,
  boardAbsentDayBefore: (steps: string) => `前一日 ${steps}`,
  boardBeijing: '按北京时间计日',
  boardUpdatedNow: '刚刚更新',
  boardUpdatedSeconds: (seconds: number) => `${seconds} 秒前更新`,
  boardUpdated: (age: string) => `${age}更新`,
  boardFrom: (age: string) => `${age}的榜单`,
  boardSyncedAge: (age: string) => `${age}同步`,
  boardRankLabel: (rank: number) => `第 ${rank} 名`,
  boardStepsLabel: (steps: string) => `${steps} 步`,
  boardOpenDay: (name: string) => `看${apart(name)}的这一天`,
  cheerLabel: (name: string, count: number) => `给${apart(name)}加油，已有 ${count}`,
  cheerGivenLabel: (name: string, count: number) => `已给${apart(name)}加油，共 ${count}`,
  cheerOwnLabel: (count: number) => `收到 ${count} 次加油`,
  cheersTitle: (count: number) => `${count} 人给你加油`,
  cheersFrom: (names: string, others: number) =>
    others === 0 ? names : names ? `${ahead(names)}和另外 ${others} 人` : `${others} 人`,
  cheerDone: '已加油',
  cheerAlready: '今天已加油',
};

const en: typeof zh = {
  boardSettlingNote:
    'Synced before 12:00 still counts. After that, late data corrects only your own history.',
  boardPlace: (rank, of) => `${ordinal(rank)} of ${of}`,
  boardBehind: (rank, steps) => `${steps} behind ${ordinal(rank)}`,
  boardFirst: 'In the lead',
  boardNoSteps: 'No steps yet today',
  boardNoStepsRow: 'No steps',
  boardNoStepsThatDay: 'No steps that day',
  boardNoStepsHint: 'Sync your band to appear here',
  boardNoBandHint: 'Add a band to appear here',
  boardWaitingHint: 'Your steps wait for upload; then you appear here',
  boardCounterHint: 'This band keeps only the current day; that day is cleared',
  boardSyncedHint: 'Synced; walk and you appear here',
  boardOldHint: 'Your place shows once it is updated',
  boardNextDay: (time) => `${time} next day`,
  boardUnchanging: 'this board no longer changes',
  boardLateSteps: (later, all) =>
    `${later} steps came after the final; they correct only your history: ${all} that day.`,
  boardWithheldPart: (steps) =>
    `${steps} more steps are outside the usual range: not on boards for now, kept in your history.`,
  boardAloneFinal: 'No friends on this board',
  boardAloneFinalHint: 'It is final. Friends you add now begin with today.',
  boardGoToday: 'See today',
  boardHidden: 'You are hidden from all boards',
  boardHiddenHint: 'Nobody sees you; your own data stays',
  boardShowSelf: 'Show me again',
  boardWithheldTitle: 'Not on boards for now',
  boardWithheldHint: 'Outside the usual range, kept in your history',
  boardVirtualHint: 'A virtual band is for trying out, never on real boards',
  boardAbsent: 'Not synced',
  boardAbsentThatDay: 'Not synced that day',
  boardNoData: 'No data that day',
  boardAbsentPrevious: (steps) => `${steps} yesterday`,
  boardAbsentDayBefore: (steps) => `${steps} the day before`,
  boardBeijing: 'Beijing days',
  boardUpdatedNow: 'updated just now',
  boardUpdatedSeconds: (seconds) => `updated ${seconds} s ago`,
  boardUpdated: (age) => `updated ${age}`,
  boardFrom: (age) => `Board from ${age}`,
  boardSyncedAge: (age) => `synced ${age}`,
  boardRankLabel: (rank) => `${ordinal(rank)} place`,
  boardStepsLabel: (steps) => `${steps} steps`,
  boardOpenDay: (name) => `${name}'s day`,
  cheerLabel: (name, count) => `Cheer ${name}, ${count} so far`,
  cheerGivenLabel: (name, count) => `You cheered ${name}, ${count} in all`,
  cheerOwnLabel: (count) => `${count} cheers for you`,
  cheersTitle: (count) => `${count} ${count === 1 ? 'person' : 'people'} cheered you`,
  cheersFrom: (names, others) =>
    others === 0 ? names : names ? `${names} and ${others} more` : `${others} people`,
  cheerDone: 'Cheered',
  cheerAlready: 'Already cheered today',
};

export const boardWords = { zh, en };
