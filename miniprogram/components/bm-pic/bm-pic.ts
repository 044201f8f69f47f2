/** A band as a line drawing on a quiet box. Makers are words, not pictures: three shapes do. */
Component({
  properties: {
    /** watch · capsule · virtual */
    kind: { type: String, value: 'capsule' },
    /** "" · large · hero */
    size: { type: String, value: '' },
  },
});
