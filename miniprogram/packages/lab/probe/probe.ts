/** A band nobody knows: what it advertises and offers, as text to copy and send in. */
import { appearance } from '../../../behaviors/appearance';
import { type AppCode, toAppError } from '../../../phone/errors';
import { actOn } from '../../../phone/problem-action';
import { type Device, devicesNear, exportDevice } from '../../../services/bands/index';
import { text } from '../../../words/index';

interface Row {
  id: string;
  name: string;
  bars: number;
}

Component({
  behaviors: [appearance],
  data: {
    titleKey: 'probeTitle',
    rows: [] as Row[],
    searching: false,
    reading: false,
    report: '',
    trouble: null as { code: AppCode; title: string; sentence: string; button: string } | null,
  },
  lifetimes: {
    attached() {
      void this.search();
    },
  },
  methods: {
    async search() {
      if (this.data.searching) return;
      this.setData({ searching: true, report: '', trouble: null, rows: [] });
      try {
        const rows = await devicesNear();
        const named = ({ name }: Device) => name !== '';
        const sorted = [...rows.filter(named), ...rows.filter((row) => !named(row))];
        this.setData({
          rows: sorted.map((row) => ({ ...row, name: row.name || text().probeNameless })),
        });
      } catch (failure) {
        this.tell(toAppError(failure).code);
      } finally {
        this.setData({ searching: false });
      }
    },
    async onPick(event: WxTouch<{ id: string }>) {
      const { id } = event.currentTarget.dataset;
      if (this.data.reading) return;
      this.setData({ reading: true, trouble: null });
      try {
        this.setData({ report: await exportDevice(id) });
      } catch (failure) {
        this.tell(toAppError(failure).code);
      } finally {
        this.setData({ reading: false });
      }
    },
    tell(code: AppCode) {
      const { title, sentence, button } = text().problems[code];
      this.setData({ trouble: { code, title, sentence, button } });
    },
    onTroubleAct() {
      const { trouble } = this.data;
      this.setData({ trouble: null });
      if (trouble && !actOn(trouble.code, () => void this.search())) void this.search();
    },
    onSearch() {
      void this.search();
    },
    onCopy() {
      wx.setClipboardData({ data: this.data.report });
    },
  },
});
