/** Words of a model and of the shop. */
const zh = {
  modelAdd: '添加这只手环',
  modelProtocols: '支持情况与依据',
  modelUnknown: '没有这个型号',
  modelUnknownHint: '链接可能写错了，可以直接搜索附近的手环。',
  modelSearch: '搜索附近的手环',
  sourceNone: '还没有驱动',
  shopBuy: '在京东购买',
  shopPaid: '推广',
  shopKeyword: '关键词已复制，在京东搜索框里粘贴即可',
  shopFailed: '京东没有打开',
  shopFailedHint: '可以复制链接，到浏览器里查看。',
  shopCopyLink: '复制链接',
  protocolName: (id: string) =>
    ({
      'bluetooth-sig': '蓝牙标准服务',
      codoon: '咕咚',
      colmi: 'COLMI 戒指',
      huawei: '华为 Link',
      ihealth: 'iHealth',
      infinitime: 'InfiniTime',
      lefun: 'Lefun',
      lifesense: '乐心',
      'mi-band': '小米手环 1',
      'mi-band-2': '小米手环 2',
      'wechat-airsync': '微信 AirSync',
      'wechat-pedometer': '微信计步',
    })[id] ?? id,
};

const en: typeof zh = {
  modelAdd: 'Add this band',
  modelProtocols: 'Support and sources',
  modelUnknown: 'No such model',
  modelUnknownHint: 'The link may be wrong. You can search for the band nearby.',
  modelSearch: 'Search nearby',
  sourceNone: 'No driver yet',
  shopBuy: 'Buy on JD',
  shopPaid: 'Ad',
  shopKeyword: "Keyword copied: paste it into JD's search box",
  shopFailed: 'JD did not open',
  shopFailedHint: 'You can copy the link and open it in a browser.',
  shopCopyLink: 'Copy',
  protocolName: (id) =>
    ({
      'bluetooth-sig': 'Bluetooth standard services',
      codoon: 'Codoon',
      colmi: 'COLMI ring',
      huawei: 'Huawei Link',
      ihealth: 'iHealth',
      infinitime: 'InfiniTime',
      lefun: 'Lefun',
      lifesense: 'Lifesense',
      'mi-band': 'Mi Band 1',
      'mi-band-2': 'Mi Band 2',
      'wechat-airsync': 'WeChat AirSync',
      'wechat-pedometer': 'WeChat pedometer',
    })[id] ?? id,
};

export const modelWords = { zh, en };
