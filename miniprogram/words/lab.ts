/** Words of the lab for makers, which only develop versions have. */
import { DOT } from './spacing';

/** A fault, and what comes of it. `title` and `button` are what the person reads where it is a problem. */
interface FaultWords {
  name: string;
  shown(title: string, button: string): string;
}

const fault = <K extends string>(words: Record<K, FaultWords>) => words;

const zh = {
  labTitle: '厂商实验室',
  labPhone: '这部手机当手环',
  labPhoneHint: '另一部手机可以真的连上它',
  labProbe: '看一只真手环',
  labProbeHint: '列出广播、服务和特征，可以复制',
  labBands: (count: number) => `虚拟手环${DOT}${count} 种协议`,
  labFaults: `故障${DOT}用户会看到`,
  labFault: fault({
    'walks-away': {
      name: '同步到 40% 时走远',
      shown: (title, button) => `“${title}”，可${button}`,
    },
    'clock-2000': {
      name: '时钟是 2000-01-01',
      shown: (title) => `先对时；说得出旧记录的手环提示“${title}”`,
    },
    midnight: { name: '5 秒后是午夜', shown: () => '没有提示，步数各归各的日子' },
    'memory-full': { name: '手环存储已满', shown: () => '没有提示，从最旧的开始读' },
    twice: {
      name: '每一帧来两次',
      shown: (title) => `不会多计；帧不编号的手环提示“${title}”`,
    },
    refuses: {
      name: '订阅后报 10008',
      shown: (title, button) => `“${title}”，可${button}；不用订阅的照常`,
    },
  }),
  labHint: '虚拟手环的步数标为“虚拟”，不进入真实排行。选中时，添加手环只找得到它；再点一次取消。',
  labSync: '用这只虚拟手环同步',
  labChoose: '先选一只虚拟手环',
  labClosed: '这里只在开发版里',
  labClosedHint: '体验版和正式版没有实验室。',
  labBack: '返回',
  phoneTitle: '手机当手环',
  phoneStarting: '正在打开',
  phoneOn: '正在广播',
  phoneWaits: '等另一部手机来连',
  phoneName: '名称',
  phoneService: '服务',
  phoneToday: '今天',
  phoneStop: '停止广播',
  phoneEnds: '离开这一页或锁屏就会停止',
  phoneHow: '怎么连',
  phoneSteps: (model: string, tail: string) => [
    `在另一部手机打开“手环${DOT}添加手环”`,
    tail === '' ? `选“${model}”` : `选“${model}”，尾号 ${tail}`,
    '连上以后回到这里，走几步',
  ],
  phoneIos: 'iPhone 不能广播厂商数据，对方连接后才读到尾号。',
  phoneAndroid: '对方绑定的是虚拟手环，不进入真实排行。',
  phoneKinds: '当哪种手环',
  phoneOthers: '这部手机当不了',
  phoneWhy: {
    'no-serial': '它不报序列号，对方分不出是手机。',
    'needs-key': '登录要厂商密钥，对方的云里没有。',
    'speaks-first': '它先开口，只有 iPhone 知道谁订阅了。',
    'ios-keeps': '它的服务 iPhone 留作自用。',
  },
  phoneLink: (seconds: number) => `已连接 1 部手机，${seconds} 秒`,
  phoneUnit: '步',
  phoneGoal: (steps: string) => `对方写入的目标 ${steps} 步`,
  phoneNoGoal: '对方还没有写入目标',
  phoneWalk: (steps: string) => `走 ${steps} 步`,
  phoneLog: '最近的收发',
  phoneSaid: { read: '读取', write: '写入', subscribe: '订阅', notify: '通知' },
  phoneMeansSteps: (steps: string) => `步数 ${steps}`,
  phoneMeansGoal: (steps: string) => `目标 ${steps}`,
  phoneMeansBytes: (count: number) => `${count} 字节`,
  phoneDone: '成功',
  phoneDrop: '断开一次',
  phoneDropHint: '看对方怎么重连',
  phoneEnd: '断开并停止',
  phoneStart: '开始广播',
  phoneCannot: '这部手机不能当手环',
  phoneCannotHint: '虚拟手环也能试。',
  phoneCannotYes: '用虚拟手环',
};

const en: typeof zh = {
  labTitle: 'Maker lab',
  labPhone: 'This phone is a band',
  labPhoneHint: 'Another phone can really connect to it',
  labProbe: 'Look at a real band',
  labProbeHint: 'Lists what it advertises and offers, to copy',
  labBands: (count) => `Virtual bands${DOT}${count} protocols`,
  labFaults: `Faults${DOT}what users see`,
  labFault: {
    'walks-away': {
      name: 'Walks away at 40%',
      shown: (title, button) => `"${title}", then "${button}"`,
    },
    'clock-2000': {
      name: 'Clock is 2000-01-01',
      shown: (title) => `It is set; bands that tell old records: "${title}"`,
    },
    midnight: { name: 'Midnight in 5 s', shown: () => 'Nothing; steps stay on their days' },
    'memory-full': { name: 'Memory full', shown: () => 'Nothing; the oldest is read first' },
    twice: {
      name: 'Every frame twice',
      shown: (title) => `No step counts twice; where frames have no number, "${title}"`,
    },
    refuses: {
      name: '10008 after subscribing',
      shown: (title, button) => `"${title}", then "${button}"; nothing where none subscribes`,
    },
  },
  labHint:
    'Steps of a virtual band are marked virtual and never on real boards. While one is chosen, adding a band finds nothing else; tap again to let go.',
  labSync: 'Sync this virtual band',
  labChoose: 'Choose a virtual band first',
  labClosed: 'Develop versions only',
  labClosedHint: 'Trial and released versions have no lab.',
  labBack: 'Back',
  phoneTitle: 'Phone band',
  phoneStarting: 'Starting',
  phoneOn: 'Advertising',
  phoneWaits: 'Waiting for another phone',
  phoneName: 'Name',
  phoneService: 'Service',
  phoneToday: 'Today',
  phoneStop: 'Stop advertising',
  phoneEnds: 'Stops when you leave this page or lock the phone',
  phoneHow: 'How to connect',
  phoneSteps: (model, tail) => [
    'On the other phone: Bands, Add a band',
    tail === '' ? `Choose ${model}` : `Choose ${model}, ending in ${tail}`,
    'Once connected, come back and walk',
  ],
  phoneIos:
    'An iPhone advertises no manufacturer data: the other phone reads the ending once connected.',
  phoneAndroid: 'The other phone binds a virtual band, which is never on real boards.',
  phoneKinds: 'Which band to be',
  phoneOthers: 'This phone cannot be',
  phoneWhy: {
    'no-serial': 'It tells no serial, so nobody could know it for a phone.',
    'needs-key': 'Its log-in needs a key of the maker, which the cloud does not have.',
    'speaks-first': 'It speaks first, and only an iPhone knows who subscribed.',
    'ios-keeps': 'An iPhone keeps its services to itself.',
  },
  phoneLink: (seconds) => `1 phone connected, ${seconds} s`,
  phoneUnit: 'steps',
  phoneGoal: (steps) => `Goal set by the other phone: ${steps}`,
  phoneNoGoal: 'The other phone has set no goal yet',
  phoneWalk: (steps) => `Walk ${steps}`,
  phoneLog: 'Last messages',
  phoneSaid: { read: 'Read', write: 'Write', subscribe: 'Subscribe', notify: 'Notify' },
  phoneMeansSteps: (steps) => `${steps} steps`,
  phoneMeansGoal: (steps) => `Goal ${steps}`,
  phoneMeansBytes: (count) => `${count} bytes`,
  phoneDone: 'OK',
  phoneDrop: 'Drop the link once',
  phoneDropHint: 'See how the other phone reconnects',
  phoneEnd: 'Disconnect and stop',
  phoneStart: 'Start advertising',
  phoneCannot: 'This phone cannot be a band',
  phoneCannotHint: 'A virtual band can be tried.',
  phoneCannotYes: 'Use one',
};

export const labWords = { zh, en };
