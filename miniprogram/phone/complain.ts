/**
 * What a tap was for did not happen: one sentence and the one thing to do, in WeChat's own dialog. A
 * toast has no button, and is gone before two sentences are read.
 */
import type { Device } from '../words/device';
import { text } from '../words/index';
import type { ModalButton } from '../words/limits';
import { confirmed, tell } from './dialog';
import { type AppCode, toAppError } from './errors';
import { actOn, leavesApp } from './problem-action';

/** Does `again` where the person chooses to, now or once what it needs is there. Never rejects. */
export async function complain(
  failure: unknown,
  again: () => unknown,
  device: Device = 'band',
): Promise<void> {
  const { code } = toAppError(failure);
  const { title, sentence: content } = text(device).problems[code];
  const yes = buttonFor(code);
  if (!yes) tell(title, content);
  else if (await confirmed({ title, content, yes })) actOn(code, () => void again());
}

/** A short word for what `actOn` does, or null where there is nothing to do but to know it. */
function buttonFor(code: AppCode): ModalButton | null {
  const { action } = text().problems[code];
  const asks = code === 'needs-consent' || code === 'guardian-needed';
  if (asks || action === 'read-guideline') return 'yesRead';
  if (leavesApp(code)) return 'settings';
  return action === 'retry' || action === 'open-bluetooth' ? 'yesAgain' : null;
}
