/** A page about whoever uses this phone, which may be opened before the phone knows who that is. */
import { known, mine, reconsider } from '../services/account/index';
import { text } from '../words/index';
import type { Problem } from '../words/problems';
import { put } from './drawing';

export const knowing = Behavior({
  data: {
    /** Why it is not known who I am, or null. */
    problem: null as Problem | null,
  },
  methods: {
    /** Asks where it is not known. The page is told of the answer as of every other (`watching`). */
    async know() {
      put(this, { problem: null });
      const error = await known();
      if (error && !mine.get().me) put(this, { problem: text().problems[error.code] });
    },
    onRetry() {
      reconsider();
      void this.know();
    },
  },
});
