/** Words of the lab for makers, which only develop versions have. */

/** A fault, and what comes of it. `title` and `button` are what the person reads where it is a problem. */
interface FaultWords {
  name: string;
  shown(title: string, button: string): string;
}

const fault = <K extends string>(words: Record<K, FaultWords>) => words;

const zh = {
  labTitle: '厂商实验室',
  labProbe: '看一只真手环',
  labProbeHint: '列出广播、服务和特征，可以复制',
  labBands: (count: number) => `虚拟手环 · ${count} 种协议`,
  labFaults: '故障 · 用户会看到',
  labFault: fault({
    'walks-away': {
      name: '同步到 40% 时走远',
      shown: (title, button) => `“${title}”，可${button}`,
    },
    'clock-2000': { name: '时钟是 2000-01-01', shown: () => '先对时，旧记录标为时间未知' },
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
};

const en: typeof zh = {
  labTitle: 'Maker lab',
  labProbe: 'Look at a real band',
  labProbeHint: 'Lists what it advertises and offers, to copy',
  labBands: (count) => `Virtual bands · ${count} protocols`,
  labFaults: 'Faults · what users see',
  labFault: {
    'walks-away': {
      name: 'Walks away at 40 %',
      shown: (title, button) => `"${title}", then "${button}"`,
    },
    'clock-2000': {
      name: 'Clock is 2000-01-01',
      shown: () => 'It is set first; old records have no known time',
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
};

export const labWords = { zh, en };
