/** One state of a page: an icon, a title, a sentence or two, and in the slot the one thing to do. */
Component({
  properties: {
    icon: { type: String, value: 'info' },
    title: { type: String, value: '' },
    /** Sentences, each on its own line. */
    lines: { type: Array, value: [] as string[] },
    /** On a card; otherwise on the page itself. */
    card: { type: Boolean, value: false },
  },
});
