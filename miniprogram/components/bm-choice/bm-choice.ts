/** One of a few views of the same thing. Fires `choose` with `{ name }` when another one is tapped. */

export interface Choice {
  name: string;
  label: string;
}

Component({
  properties: {
    choices: { type: Array, value: [] as Choice[] },
    /** The name in force. */
    value: { type: String, value: '' },
  },
  methods: {
    onChoose(event: WechatMiniprogram.TouchEvent<object, object, { name: string }>) {
      const { name } = event.currentTarget.dataset;
      if (name !== this.data.value) this.triggerEvent('choose', { name });
    },
  },
});
