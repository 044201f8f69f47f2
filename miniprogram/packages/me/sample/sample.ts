/** A board to look at before anything is agreed to: made-up people, each marked as a sample. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { BLANK_ROW, type RowView } from '../../../components/bm-rows/row';
import { faceOf, parted } from '../../../components/bm-rows/rows';
import { makerOf } from '../../../contract/makers';
import { isStacked } from '../../../words/appearance';
import { grouped } from '../../../words/format';
import { language, textOf } from '../../../words/index';
import { startWords } from '../../../words/start';

const STEPS = [11_206, 9_874, 8_432, 6_920, 5_118];
const MAKERS = ['codoon', 'honor', 'ihealth', 'lifesense', 'codoon'];

Component({
  behaviors: [appearance(startWords)],
  data: { titleKey: 'sampleTitle', rows: [] as RowView[], stacked: false },
  methods: {
    onLoad() {
      const t = textOf(startWords);
      const rows = STEPS.map((count, index): RowView => {
        const name = t.sampleNames()[index]!;
        const steps = grouped(count);
        const badge = makerOf(MAKERS[index]!)?.name[language()] ?? '';
        return {
          ...BLANK_ROW,
          ...faceOf({ uid: `sample-${index}`, name }),
          rank: `${index + 1}`,
          top: index === 0,
          badge,
          source: t.boardDirect,
          steps,
          age: t.sampleTag,
          label: `${t.sampleTag}，${name}，${steps} ${t.steps}，${badge}`,
        };
      });
      put(this, { rows: parted(rows), stacked: isStacked() });
    },
  },
});
