Component({
  properties: { id: String, name: String },
  data: { log: '' },
  lifetimes: {
    attached() {
      this.write('attached');
    },
    detached() {
      wx.setStorageSync('detached', true);
    },
  },
  methods: {
    onLoad(query: Record<string, string>) {
      this.write(`load ${query.id}`);
    },
    onReady() {
      this.createSelectorQuery()
        .select('#paint')
        .fields({ node: true, size: true })
        .exec(([found]: { node: HTMLCanvasElement; width: number; height: number }[]) => {
          if (!found) return;
          found.node.width = found.width;
          const pen = found.node.getContext('2d');
          if (pen) {
            pen.fillStyle = 'rgb(10, 20, 30)';
            pen.fillRect(0, 0, 50, 50);
          }
          this.write(`canvas ${found.width}x${found.height}`);
        });
    },
    replace() {
      wx.redirectTo({ url: 'detail?id=8' });
    },
    async call() {
      try {
        const { result } = await wx.cloud.callFunction({ name: 'echo', data: { a: 1 } });
        this.write(`cloud ${JSON.stringify(result)}`);
      } catch (error) {
        this.write(`cloud error ${(error as { errCode: number }).errCode}`);
      }
    },
    write(line: string) {
      this.setData({ log: `${this.data.log}|${line}` });
    },
  },
});
