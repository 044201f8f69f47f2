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
};

export const modelWords = { zh, en };
