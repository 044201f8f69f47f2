Page({
  data: {
    title: '你好',
    log: '',
    text: '',
    items: [
      { id: 'a', name: '甲' },
      { id: 'b', name: '乙' },
    ],
  },
  onLoad(query: Record<string, string>) {
    this.write(`load ${JSON.stringify(query)}`);
  },
  onShow() {
    this.write('show');
  },
  onReady() {
    this.write('ready');
  },
  onHide() {
    this.write('hide');
  },
  onPullDownRefresh() {
    this.write('pull');
    wx.stopPullDownRefresh();
  },
  onShareAppMessage({ from, target }: { from: string; target?: { dataset: { what?: string } } }) {
    return {
      title: `卡片 ${from} ${target?.dataset.what ?? ''}`,
      path: '/packages/more/detail/detail?id=42&from=card',
    };
  },
  onShareTimeline() {
    return { title: '朋友圈', query: 'id=9' };
  },
  onCount({ detail }: { detail: { count: number } }) {
    this.write(`count ${detail.count}`);
  },
  onReadyChild({ detail }: { detail: { label: string } }) {
    this.write(`child ${detail.label}`);
  },
  onItem({ currentTarget }: { currentTarget: { dataset: { id: string } } }) {
    this.write(`item ${currentTarget.dataset.id}`);
  },
  onInput({ detail }: { detail: { value: string } }) {
    wx.setStorageSync('name', { value: detail.value });
    const stored = wx.getStorageSync('name') as { value: string };
    this.write(`input ${stored.value}`);
  },
  go() {
    wx.navigateTo({
      url: '/packages/more/detail/detail?id=1&name=%E4%BD%A0',
      fail: () => this.write('stays'),
    });
  },
  async later() {
    this.write(`not ${wx.getStorageSync('ran')}yet`);
    const { word } = await require.async('../../packages/more/words.js');
    this.write(`later ${word} ${wx.getStorageSync('ran')}`);
  },
  write(line: string) {
    this.setData({ log: `${this.data.log}|${line}` });
  },
});
