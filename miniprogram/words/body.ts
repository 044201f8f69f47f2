/** Words of sleep and heart rate: what is kept of them, and how they are shown. */
import type { SleepSpan } from '../contract/activity';

const zh = {
  // consent
  meSleep: '保存睡眠',
  meSleepHint: '只存在这台手机，不上传，不进榜。关着时读到的睡眠不保存。',
  meSleepTitle: '关闭并删除睡眠？',
  meSleepText: '这台手机保存的睡眠马上全部删除，不能恢复',
  meSleepYes: '删除',
  meSleepGone: '已删除',
  meHeart: '读取心率',
  meHeartHint: '只在手环页当场显示，不保存，不上传，不进榜。',
  // last night
  sleepLast: '昨晚睡眠',
  sleepTime: (hours: number, minutes: number) =>
    [hours && `${hours} 小时`, (minutes || !hours) && `${minutes} 分`].filter(Boolean).join(' '),
  sleepStage: {
    deep: '深睡',
    light: '浅睡',
    rem: '快速眼动',
    awake: '清醒',
  } as Record<SleepSpan['stage'], string>,
  sleepLabel: (span: string, asleep: string, stages: string) =>
    `昨晚睡眠 ${span}，睡了 ${asleep}，其中${stages}`,
  // heart rate
  heartTitle: '实时心率',
  heartUnit: '次/分',
  heartNone: '还没有读数',
  heartHint: '点开始后连接手环，两分钟内自动结束',
  heartStart: '开始',
  heartStop: '停止',
  heartConnecting: '正在连接',
  heartWaiting: '正在测量，请戴好手环',
  heartLast: '刚才的读数，不会保存',
  heartNow: '正在测量，不会保存',
  detailOff: (names: string) => `在“我的”里打开后可用：${names}`,
};

const en: typeof zh = {
  meSleep: 'Keep sleep',
  meSleepHint: 'On this phone only, never uploaded or ranked. While off, sleep is not kept.',
  meSleepTitle: 'Turn off and delete sleep?',
  meSleepText: 'All sleep on this phone is deleted at once and cannot come back',
  meSleepYes: 'Delete',
  meSleepGone: 'Deleted',
  meHeart: 'Read heart rate',
  meHeartHint: "Shown live on the band's page only: never kept, uploaded or ranked.",
  sleepLast: 'Last night',
  sleepTime: (hours, minutes) =>
    [hours && `${hours} h`, (minutes || !hours) && `${minutes} min`].filter(Boolean).join(' '),
  sleepStage: { deep: 'Deep', light: 'Light', rem: 'REM', awake: 'Awake' },
  sleepLabel: (span, asleep, stages) => `Last night ${span}, ${asleep} asleep: ${stages}`,
  heartTitle: 'Heart rate now',
  heartUnit: 'bpm',
  heartNone: 'No reading yet',
  heartHint: 'Connects to the band and ends by itself within two minutes',
  heartStart: 'Start',
  heartStop: 'Stop',
  heartConnecting: 'Connecting',
  heartWaiting: 'Measuring, wear the band snugly',
  heartLast: 'The last reading; it is not kept',
  heartNow: 'Measuring; nothing is kept',
  detailOff: (names) => `Turn on in Me to use: ${names}`,
};

export const bodyWords = { zh, en };
