Component({
  options: { multipleSlots: true },
  properties: { label: { type: String, value: '' }, start: { type: Number, value: 0 } },
  data: { count: 0, list: [1, 2], ready: false },
  observers: {
    start(start: number) {
      this.setData({ count: start });
    },
  },
  lifetimes: {
    ready() {
      this.triggerEvent('ready', { label: this.data.label });
    },
  },
  pageLifetimes: {
    show() {
      this.triggerEvent('seen');
    },
  },
  methods: {
    add() {
      this.setData({ count: this.data.count + 1 });
      this.triggerEvent('change', { count: this.data.count });
    },
  },
});
