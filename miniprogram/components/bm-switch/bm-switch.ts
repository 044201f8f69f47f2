/**
 * A switch with its name, and one stop for a screen reader. Fires `change` with the wanted `value`;
 * it shows what it is given, so that a change that fails goes back by itself.
 */
Component({
  properties: {
    value: { type: Boolean, value: false },
    /** What is switched, as it stands beside it. */
    label: { type: String, value: '' },
  },
  methods: {
    onTap() {
      this.triggerEvent('change', { value: !this.data.value });
    },
  },
});
