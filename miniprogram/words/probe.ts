/** Words of the page for a device nobody knows. */
const zh = {
  probeTitle: '导出设备信息',
  probeHint: '选择附近的一台设备，复制它的蓝牙服务清单发给我们，帮助支持新型号。',
  probePrivate: '只读取，不写入。不含设备地址和序列号。',
  probeSearching: '搜索中',
  probeNothing: '附近没有设备',
  probeNameless: '没有名字的设备',
  probeReading: '正在读取',
  probeCopy: '复制',
};

const en: typeof zh = {
  probeTitle: 'Device info',
  probeHint:
    'Choose a device nearby, copy its Bluetooth services and send them in, to help support it.',
  probePrivate: 'It is only read. No address, no serial number.',
  probeSearching: 'Searching',
  probeNothing: 'No device nearby',
  probeNameless: 'Device without a name',
  probeReading: 'Reading',
  probeCopy: 'Copy',
};

export const probeWords = { zh, en };
