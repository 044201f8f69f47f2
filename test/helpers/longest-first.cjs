/**
 * On a machine that never ran the tests Jest begins with the largest files, and the one that takes
 * longest is begun last, beside an idle core. These are begun first; what was measured goes before.
 */
const { default: Sequencer } = require('@jest/test-sequencer');

/** Those of more than twenty seconds of a core, longest first. */
const LONG = [
  'test/journey/reach',
  'test/bands/loss.test',
  'test/journey/every-band',
  'test/journey/journey',
  'test/journey/tour',
  'test/cloudfunctions/faults',
  'test/tools/deploy/deploy',
  'test/journey/midnight',
  'test/cloudfunctions/erasure',
  'test/tools/band/check',
  'test/bands/loss-variants',
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
