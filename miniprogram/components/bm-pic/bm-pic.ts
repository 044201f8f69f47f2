/** A band as a line drawing on a quiet box. Makers are words, not pictures: four shapes do. */
Component({
  properties: {
    /** watch · ring · capsule · virtual */
    kind: { type: String, value: 'capsule' },
    /** "" · large · hero */
    size: { type: String, value: '' },
  },
});
