/** What whoever started the preview can do for its stage: a button, how far it is, and what it left. */
import type { ErrandWords } from '../errands';
import type { Hub } from '../hub/hub';
import { h } from '../runtime/dom';
import { button, section } from './ui';

type Known = ErrandWords & { ready: boolean };

export function errandSection(hub: Hub, known: Known): HTMLElement {
  const { id, title, about, begin, again, open } = known;
  const bar = h('progress', { max: 1, value: 0, hidden: true, testid: `errand-${id}-bar` });
  const state = h('p', { class: 'quiet', testid: `errand-${id}-state` });
  const enter = (anew: boolean) => {
    hub.equip(known.stage, anew);
    hub.restage(known.stage.placed);
  };
  const opening = button(open.join(' '), `errand-${id}-open`, () => enter(false));
  const doing = button('', `errand-${id}-run`, () => void run());
  const show = (ready: boolean) => {
    doing.textContent = (ready ? again : begin).join(' ');
    opening.hidden = !ready;
  };
  const run = async () => {
    doing.disabled = true;
    bar.hidden = false;
    const began = performance.now();
    // Phones of what is made anew would ask what is gone.
    if (!opening.hidden) hub.leave(known.stage);
    show(false);
    const { ok, said } = await hub.cloud.errand(id);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    state.textContent = ok ? `好了，${seconds} 秒 Done` : `没有成功 Failed: ${said}`;
    bar.hidden = true;
    doing.disabled = false;
    show(ok);
    if (ok) enter(true);
  };
  hub.cloud.onErrand(({ id: of, part, words }) => {
    if (of !== id) return;
    bar.value = part;
    state.textContent = `${Math.round(part * 100)}% ${words}`;
  });
  show(known.ready);
  return section(
    title[0],
    title[1],
    h('p', { class: 'quiet' }, `${about[0]} ${about[1]}`),
    h('div', { class: 'buttons' }, opening, doing),
    bar,
    state,
  );
}
