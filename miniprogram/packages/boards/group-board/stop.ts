/** Why no board is shown, as words. */
import type { AppCode } from '../../../phone/errors';
import { groupWords } from '../../../words/groups';
import { textOf } from '../../../words/index';

/** Why nothing is shown, and the one thing to do. */
export interface Stop {
  title: string;
  sentence: string;
  button: string;
}

/** Of a group the reasons are fewer than of other things. */
export function stopOf(code: AppCode): Stop {
  const t = textOf(groupWords);
  const { title, sentence, button } = t.problems[code];
  if (code === 'not-found' || code === 'proof-refused') {
    return { title: t.groupOver, sentence: t.groupOverHint, button: '' };
  }
  if (code === 'too-many') return { title: t.groupFull, sentence: t.groupFullHint, button: '' };
  return { title, sentence, button };
}
