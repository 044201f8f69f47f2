/** How old a board is, in words. */
import { boardWords } from './board';
import { age } from './format';
import { textOf } from './index';
import { DOT } from './spacing';

/** Below a board that is final. */
export function finalWords(): string {
  const t = textOf(boardWords);
  return `${t.boardBeijing}${DOT}${t.boardUnchanging}`;
}

/** `about`, then "30 秒前更新"; a board that could not be renewed says how old it is instead. */
export function footerWords(about: string, ageSeconds: number, stale: boolean): string {
  const t = textOf(boardWords);
  if (stale) return t.boardFrom(age(0, ageSeconds));
  const updated =
    ageSeconds < 10
      ? t.boardUpdatedNow
      : ageSeconds < 60
        ? t.boardUpdatedSeconds(ageSeconds)
        : t.boardUpdated(age(0, ageSeconds));
  return `${about}${DOT}${updated}`;
}
