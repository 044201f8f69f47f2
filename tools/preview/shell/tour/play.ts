/** Plays a tour on the stage, from its first step to its last or to the first that fails. */

import type { Hub } from '../../hub/hub';
import { DEFAULT_SETTINGS } from '../../hub/phones';
import type { StepResult, Tour } from '../../tour';
import { Hand } from './hand';

export interface Playing {
  /** Ends with the tour: what went wrong, or null. */
  done: Promise<string | null>;
  stop(): void;
}

/**
 * @param pace 1 is for people to follow, 0 as fast as it goes.
 * @param told called before each step with its number, and after it with how it went; the next waits.
 */
export function play(
  hub: Hub,
  tour: Tour,
  pace: number,
  told: (index: number, result: StepResult | null) => unknown,
): Playing {
  const deed = async (id: string) => {
    const { ok, said } = await hub.cloud.errand(id);
    if (!ok) throw new Error(said);
  };
  const hand = new Hand(pace, deed);
  const run = async (): Promise<string | null> => {
    try {
      await deed(tour.before);
      if (hand.stopped) return 'stopped';
      set(hub, tour);
      for (const [index, step] of tour.steps.entries()) {
        await told(index, null);
        const began = performance.now();
        const result = (failed?: string): StepResult => ({
          step: step.name[1],
          ms: Math.round(performance.now() - began),
          ...(failed && { failed }),
        });
        try {
          for (const act of step.acts) await hand.do(act);
        } catch (error) {
          const failed = error instanceof Error ? error.message : String(error);
          await told(index, result(failed));
          return `${step.name[1]}: ${failed}`;
        }
        await told(index, result());
      }
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      hand.away();
    }
  };
  return { done: run(), stop: () => hand.away() };
}

/** Its phones, begun anew, with everything on that a phone can have off. */
function set(hub: Hub, { stage }: Tour): void {
  hub.equip(stage, true);
  hub.restage(stage.placed);
  for (const phone of hub.phones) {
    const { platform, zone } = phone.settings;
    phone.set({ ...DEFAULT_SETTINGS, platform, zone });
  }
  hub.shares.clear();
}
