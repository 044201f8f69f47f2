/** A sync under way, in words. Pure beside the language in force. */
import type { Stage } from '../../protocols/driver';
import type { SyncProgress } from '../../services/activity/index';
import type { Device } from '../../words/device';
import { text } from '../../words/index';
import { DOT } from '../../words/spacing';

export const STAGES: readonly Stage[] = ['connect', 'clock', 'read', 'save', 'release'];

/** What the syncing card shows; every word is ready. */
export interface StagesView {
  title: string;
  /** "iHealth AM3 · 第 3 天，共 7 天" or "iHealth AM3 · 等手环回应" */
  line: string;
  percent: number;
  stages: { name: string; state: 'done' | 'now' | 'later' }[];
  /** With large letters only the stage that is under way. */
  single: boolean;
}

/** The name of what a stage does, e.g. "正在读取历史". */
export const stageDoing = (stage: Stage, device: Device): string =>
  text(device).syncDoing[STAGES.indexOf(stage)]!;

/** What the syncing card shows. `single` = only the current stage, for large letters. */
export function stagesView(
  { name, device }: { name: string; device: Device },
  progress: SyncProgress,
  single: boolean,
): StagesView {
  const t = text(device);
  const { stage, percent, days, waiting } = progress;
  const words = [name];
  if (waiting) words.push(t.syncWaiting);
  else if (days) words.push(t.syncDays(days.done, days.of));
  const now = STAGES.indexOf(stage);
  return {
    title: stageDoing(stage, device),
    line: words.join(DOT),
    percent,
    stages: t.syncStages.map((label, index) => ({
      name: label,
      state:
        index < now ? ('done' as const) : index === now ? ('now' as const) : ('later' as const),
    })),
    single,
  };
}
