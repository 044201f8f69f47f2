/**
 * One cause and one thing to do. Fires `act`; with a second word it also fires `second`, which
 * only ever leads to a person.
 */
Component({
  properties: {
    title: { type: String, value: '' },
    sentence: { type: String, value: '' },
    button: { type: String, value: '' },
    second: { type: String, value: '' },
  },
  methods: {
    onAct() {
      this.triggerEvent('act');
    },
    onSecond() {
      this.triggerEvent('second');
    },
  },
});
