/** How strong a band's radio is: 1–4 bars. Its words stand beside it. */
Component({
  properties: {
    bars: { type: Number, value: 1 },
  },
});
