/** Things the panel can have done by whoever started the preview, which take a while. */
import type { Placed } from './hub/stage';

/** In Chinese and in English. */
export type TwoWords = readonly [string, string];

/** A stage, and what its phones store before they begin. */
export interface StageOf {
  placed: Placed;
  /** By person and key, as `wx.setStorage` would have it. */
  storage: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What the panel shows of one. */
export interface ErrandWords {
  id: string;
  title: TwoWords;
  about: TwoWords;
  /** On its button: the first time, once it was done, and for what it has left. */
  begin: TwoWords;
  again: TwoWords;
  open: TwoWords;
  stage: StageOf;
}

/** Something that is done on the server's side, for a tour. */
export interface Deed {
  id: string;
  /** @param tell how far it is, 0–1, and words about it. Rejects with what is wrong. */
  run(tell: (part: number, words: string) => void): Promise<void>;
}

/** A deed with a card of its own in the panel. */
export interface Errand extends ErrandWords, Deed {
  /** Whether it was done before, so that its stage can be opened. */
  ready(): boolean;
}

/** How far one is, as the panel is told. */
export interface ErrandProgress {
  id: string;
  part: number;
  words: string;
}

/** Answers under /__preview/errand; undefined for another path. One at a time each. */
export function errandAnswers(
  errands: readonly Errand[],
  deeds: readonly Deed[],
  tell: (progress: ErrandProgress) => void,
): (path: string, body: unknown) => Promise<unknown> | undefined {
  const running = new Map<string, Promise<void>>();
  const run = (errand: Deed): Promise<void> => {
    const { id } = errand;
    const known = running.get(id);
    if (known) return known;
    const work = errand
      .run((part, words) => tell({ id, part, words }))
      .finally(() => running.delete(id));
    running.set(id, work);
    return work;
  };
  return (path, body) => {
    if (path === '/__preview/errands') {
      return Promise.resolve(errands.map((one) => ({ ...one, ready: one.ready() })));
    }
    if (path !== '/__preview/errand') return undefined;
    const { id } = (body ?? {}) as { id?: string };
    const errand = [...errands, ...deeds].find((one) => one.id === id);
    if (!errand) return undefined;
    return run(errand).then(
      () => ({ ok: true }),
      (error: unknown) => ({ ok: false, said: String((error as Error | null)?.message ?? error) }),
    );
  };
}
