/** 看一遍 Show me: a tour's button, its steps, and how long each took. */
import type { Hub } from '../../hub/hub';
import { h } from '../../runtime/dom';
import type { StepResult, Tour } from '../../tour';
import { button, section } from '../ui';
import { play } from './play';

/** For people to follow. */
const PACE = 1;

declare global {
  interface Window {
    /** Plays a tour for a script; what went wrong, or null. */
    previewTour?(
      id: string,
      pace: number,
      told: (index: number, result: StepResult | null) => unknown,
    ): Promise<string | null>;
  }
}

export function tourSection(hub: Hub, tour: Tour): HTMLElement {
  const { id, title, about, steps } = tour;
  const lines = steps.map(({ name }) => h('li', {}, `${name[0]} ${name[1]}`));
  const state = h('p', { class: 'quiet', testid: `tour-${id}-state` });
  let playing: ReturnType<typeof play> | null = null;
  const start = async (
    pace: number,
    told: (index: number, result: StepResult | null) => unknown,
  ) => {
    playing?.stop();
    for (const line of lines) line.removeAttribute('class');
    state.textContent = '准备中… Getting ready';
    doing.textContent = '停下 Stop';
    const began = performance.now();
    const mine = play(hub, tour, pace, async (index, result) => {
      const line = lines[index];
      if (line) line.className = result ? (result.failed ? 'bad' : 'done') : 'now';
      line?.scrollIntoView({ block: 'nearest' });
      state.textContent = `${steps[index]?.name.join(' ')}`;
      await told(index, result);
    });
    playing = mine;
    const wrong = await mine.done;
    if (playing === mine) playing = null;
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    state.textContent = wrong ? `停在 Stopped: ${wrong}` : `走完了，${seconds} 秒 Done`;
    doing.textContent = title.join(' ');
    return wrong;
  };
  const doing = button(title.join(' '), `tour-${id}`, () => {
    if (playing) playing.stop();
    else void start(PACE, () => undefined);
  });
  hub.cloud.onErrand((far) => {
    if (far.id !== tour.before) return;
    state.textContent = `准备中… Getting ready ${Math.round(far.part * 100)}%`;
  });
  window.previewTour = async (wanted, pace, told) =>
    wanted === id ? start(pace, told) : `no tour ${wanted}`;
  return section(
    title[0],
    title[1],
    h('p', { class: 'quiet' }, `${about[0]} ${about[1]}`),
    h('div', { class: 'buttons' }, doing),
    state,
    h('ol', { class: 'steps-list' }, ...lines),
  );
}
