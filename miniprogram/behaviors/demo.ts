/**
 * Trying the virtual band, after a yes. The page says what comes after in `onDemoBound`, and in
 * `onDemoFailed` what became of it else.
 */
import { confirmed } from '../phone/dialog';
import { bindDemo } from '../services/bands/index';
import { text } from '../words/index';
import { put } from './drawing';

export const demo = Behavior({
  data: {
    /** A band is being bound. */
    binding: false,
  },
  methods: {
    async onDemo() {
      if (this.data.binding) return;
      const { todayDemo: title, todayDemoHint: content } = text();
      if (!(await confirmed({ title, content, yes: 'demoYes' }))) return;
      put(this, { binding: true });
      try {
        await bindDemo();
        await this.onDemoBound();
      } catch (failure) {
        this.onDemoFailed(failure);
      } finally {
        put(this, { binding: false });
      }
    },
    /** The page's own. */
    async onDemoBound(): Promise<void> {},
    onDemoFailed(_failure: unknown): void {},
  },
});
