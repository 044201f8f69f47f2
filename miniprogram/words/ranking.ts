/** Words of 排行 that stand above every board, and of days and sources, which other pages name too. */
const zh = {
  boardTitle: '排行',
  boardFriends: '好友',
  boardGroup: '群',
  boardWorld: '世界',
  boardToday: (date: string) => `今天 ${date}`,
  boardYesterday: '昨天',
  boardEarlier: '前一天',
  boardLater: '后一天',
  boardToToday: '回到今天',
  boardOpen: '进行中',
  boardSettling: '待补传',
  boardFinal: '已定榜',
  boardUntilMidnight: '24:00 截止',
  boardLeft: (hours: number, minutes: number) =>
    hours > 0 ? `还剩 ${hours} 小时 ${minutes} 分` : `还剩 ${minutes} 分`,
  boardFinalSince: (date: string) => `${date} 12:00 定榜`,
  boardMe: '我',
  boardLeave: '退出',
  boardBlock: '屏蔽',
  boardDirect: '手环直读',
  boardCounter: '实时计数',
  boardWerun: '微信运动',
  boardVirtual: '虚拟',
};

const en: typeof zh = {
  boardTitle: 'Ranking',
  boardFriends: 'Friends',
  boardGroup: 'Groups',
  boardWorld: 'World',
  boardToday: (date) => `Today, ${date}`,
  boardYesterday: 'Yesterday',
  boardEarlier: 'Day before',
  boardLater: 'Day after',
  boardToToday: 'back to today',
  boardOpen: 'Open',
  boardSettling: 'Settling',
  boardFinal: 'Final',
  boardUntilMidnight: 'until 24:00',
  boardLeft: (hours, minutes) =>
    hours > 0 ? `${hours} h ${minutes} min left` : `${minutes} min left`,
  boardFinalSince: (date) => `since ${date}, 12:00`,
  boardMe: 'Me',
  boardLeave: 'Leave',
  boardBlock: 'Block',
  boardDirect: 'Band',
  boardCounter: 'Live count',
  boardWerun: 'WeRun',
  boardVirtual: 'Virtual',
};

export const rankingWords = { zh, en };
