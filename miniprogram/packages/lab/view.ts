/** The lab in words: every protocol's band, and every fault with what a person reads of it. */
import type { AppCode } from '../../phone/errors';
import { type LabFault, type LabWish, labBands, modelName } from '../../services/bands/index';
import { textOf } from '../../words/index';
import { labWords } from '../../words/lab';

export interface LabView {
  title: string;
  bands: { protocol: string; name: string; on: boolean }[];
  faults: { id: string; name: string; shown: string; on: boolean }[];
}

/** Faults that may end in a problem, and in which; the others pass without a word. */
export const PROBLEM_OF: Partial<Record<LabFault, AppCode>> = {
  'walks-away': 'disconnected',
  'clock-2000': 'time-unknown',
  twice: 'unread',
  refuses: 'system',
};

export function labView(choice: LabWish | null): LabView {
  const t = textOf(labWords);
  const bands = labBands().map(({ protocol, model }) => ({
    protocol,
    name: modelName(model),
    on: protocol === choice?.protocol,
  }));
  // The compiler misses no fault here.
  const words: Record<LabFault, { name: string; shown(title: string, button: string): string }> =
    t.labFault;
  const faults = (Object.keys(words) as LabFault[]).map((id) => {
    const { name, shown } = words[id];
    const code = PROBLEM_OF[id];
    const { title = '', button = '' } = code ? t.problems[code] : {};
    return { id, name, shown: shown(title, button), on: id === choice?.fault };
  });
  return { title: t.labBands(bands.length), bands, faults };
}
