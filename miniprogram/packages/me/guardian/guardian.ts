/** A guardian's side of the card: who asks, what is kept, and their word. Needs no account. */
import { appearance } from '../../../behaviors/appearance';
import { put } from '../../../behaviors/drawing';
import { decoded } from '../../../lib/query';
import { toAppError } from '../../../phone/errors';
import { giveGuardianConsent, openGuardianCard } from '../../../services/account/index';
import { textOf } from '../../../words/index';
import { startWords } from '../../../words/start';

/** What stands on the page instead of the question. */
interface Told {
  icon: string;
  title: string;
  line: string;
  button: string;
  /** The button asks the cloud again. */
  again: boolean;
}

Component({
  behaviors: [appearance(startWords, 'common')],
  data: { titleKey: 'startApp', token: '', title: '', told: null as Told | null, busy: false },
  methods: {
    onLoad({ token }: { token?: string }) {
      put(this, { token: decoded(token) });
      void this.open();
    },
    async open() {
      put(this, { told: null });
      await this.ask(async () => {
        const { name } = await openGuardianCard(this.data.token);
        put(this, { title: textOf(startWords).guardianTitle(name) });
      });
    },
    onAgree() {
      return this.ask(async () => {
        await giveGuardianConsent(this.data.token);
        const t = textOf(startWords);
        const { guardianDone: title, guardianDoneHint: line, guardianToday: button } = t;
        put(this, { told: { icon: 'check', title, line, button, again: false } });
      });
    },
    /** Asks the cloud; what it refuses stands on the page. */
    async ask(work: () => Promise<void>) {
      if (this.data.busy) return;
      put(this, { busy: true });
      try {
        await work();
      } catch (failure) {
        const { code } = toAppError(failure);
        const t = textOf(startWords);
        const known = t.guardianProblems[code];
        const { title, sentence, button } = t.problems[code];
        const told = known
          ? { title: known[0], line: known[1], button: t.guardianToday, again: false }
          : { title, line: sentence, button, again: true };
        put(this, { told: { icon: 'alert', ...told } });
      }
      put(this, { busy: false });
    },
    onTold() {
      if (this.data.told?.again) void this.open();
      else this.onLeave();
    },
    onLeave() {
      wx.switchTab({ url: '/pages/today/today' });
    },
  },
});
