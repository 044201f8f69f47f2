/** Words that more than one page uses. */
const zh = {
  today: '今天',
  ranking: '排行',
  bands: '手环',
  me: '我的',
  steps: '步',
  cancel: '取消',
  done: '完成',
  close: '关闭',
  back: '返回',
  loading: '正在加载',
  justNow: '刚刚',
  minutesAgo: (n: number) => `${n} 分钟前`,
  hoursAgo: (n: number) => `${n} 小时前`,
  daysAgo: (n: number) => `${n} 天前`,
  weekdays: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  date: (month: number, date: number) => `${month}月${date}日`,
};

const en: typeof zh = {
  today: 'Today',
  ranking: 'Ranking',
  bands: 'Bands',
  me: 'Me',
  steps: 'steps',
  cancel: 'Cancel',
  done: 'Done',
  close: 'Close',
  back: 'Back',
  loading: 'Loading',
  justNow: 'just now',
  minutesAgo: (n) => `${n} min ago`,
  hoursAgo: (n) => `${n} h ago`,
  daysAgo: (n) => `${n} d ago`,
  weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  date: (month, date) =>
    `${date} ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][month - 1]}`,
};

export const commonWords = { zh, en };
