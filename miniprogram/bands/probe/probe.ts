/** A band nobody knows: what it advertises and offers, as text to copy and send in. */
import { appearance } from '../../behaviors/appearance';
import { put } from '../../behaviors/drawing';
import { copy } from '../../phone/clipboard';
import type { AppCode } from '../../phone/errors';
import { explained } from '../../phone/preflight';
import { actOn } from '../../phone/problem-action';
import { textOf } from '../../words/index';
import { probeWords } from '../../words/probe';
import { type Device, devicesNear, exportDevice } from './devices';

interface Row {
  id: string;
  name: string;
  bars: number;
}

Component({
  behaviors: [appearance('common', probeWords)],
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
      put(this, { searching: true, report: '', trouble: null, rows: [] });
      try {
        const rows = await devicesNear();
        const named = ({ name }: Device) => name !== '';
        const sorted = [...rows.filter(named), ...rows.filter((row) => !named(row))];
        put(this, {
          rows: sorted.map((row) => ({
            ...row,
            name: row.name || textOf(probeWords).probeNameless,
          })),
        });
      } catch (failure) {
        this.tell((await explained(failure)).code);
      } finally {
        put(this, { searching: false });
      }
    },
    async onPick(event: WxTouch<{ id: string }>) {
      const { id } = event.currentTarget.dataset;
      if (this.data.reading) return;
      put(this, { reading: true, trouble: null });
      try {
        put(this, { report: await exportDevice(id) });
      } catch (failure) {
        this.tell((await explained(failure)).code);
      } finally {
        put(this, { reading: false });
      }
    },
    tell(code: AppCode) {
      const { title, sentence, button } = textOf(probeWords).problems[code];
      put(this, { trouble: { code, title, sentence, button } });
    },
    onTroubleAct() {
      const { trouble } = this.data;
      put(this, { trouble: null });
      if (trouble && !actOn(trouble.code, () => void this.search())) void this.search();
    },
    onSearch() {
      void this.search();
    },
    onCopy() {
      void copy(this.data.report);
    },
  },
});
