/**
 * On a machine that never ran the tests Jest begins with the largest files, and the one that takes
 * longest is begun last, beside an idle core. These are begun first; what was measured goes before.
 */
const { default: Sequencer } = require('@jest/test-sequencer');

/** Those of more than half a minute, longest first. */
const LONG = [
  'test/journey/reach',
  'test/journey/journey',
  'test/journey/every-band',
  'test/tools/band/mutation',
  'test/tools/band/check',
  'test/journey/tour',
  'test/journey/midnight',
  'test/bands/loss',
  'test/cloudfunctions/faults',
];

const rank = ({ path }) => {
  const found = LONG.findIndex((part) => path.replaceAll('\\', '/').includes(part));
  return found < 0 ? LONG.length : found;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return sorted.some(({ duration }) => duration != null)
      ? sorted
      : sorted.sort((a, b) => rank(a) - rank(b));
  }
};
