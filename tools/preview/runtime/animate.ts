/** `this.animate(selector, keyframes, ms, done)` and `this.clearAnimation`, on the browser's own. */

import type { Caller } from './framework';
import { elementOf } from './query';
import { withRpxStyle } from './units';

type Frame = Record<string, unknown>;
type Done = () => void;

const LENGTHS = ['translateX', 'translateY', 'translateZ', 'translate', 'translate3d'];
const ANGLES = ['rotate', 'rotateX', 'rotateY', 'rotateZ', 'skew', 'skewX', 'skewY'];
const PLAIN = ['scale', 'scaleX', 'scaleY', 'scaleZ', 'scale3d', 'matrix', 'matrix3d', 'rotate3d'];
const TRANSFORMS = [...LENGTHS, ...ANGLES, ...PLAIN];

const unit = (name: string): string => {
  if (LENGTHS.includes(name)) return 'px';
  return ANGLES.includes(name) ? 'deg' : '';
};

function keyframeOf(frame: Frame): Keyframe {
  const result: Record<string, string | number> = {};
  const transforms: string[] = [];
  for (const [name, value] of Object.entries(frame)) {
    const list = (Array.isArray(value) ? value : [value]).map((one: unknown) =>
      typeof one === 'number' ? `${one}${unit(name)}` : withRpxStyle(String(one)),
    );
    if (TRANSFORMS.includes(name)) transforms.push(`${name}(${list.join()})`);
    else if (name === 'ease') result.easing = String(value);
    else result[name] = typeof value === 'number' ? value : withRpxStyle(String(value));
  }
  if (transforms.length > 0) result.transform = transforms.join(' ');
  return result;
}

/** What scrolls (`scrollSource`) is not followed: the animation runs once in its time range. */
export function animateNodes(
  this: Caller,
  selector: string,
  frames: Frame[],
  ms: number,
  done?: Done,
): void {
  const keyframes = (Array.isArray(frames) ? frames : []).map(keyframeOf);
  const running = elementsOf(this, selector).map((element) =>
    element.animate(keyframes, { duration: Number(ms) || 0, fill: 'forwards' }),
  );
  if (typeof done !== 'function') return;
  void Promise.allSettled(running.map(({ finished }) => finished)).then(() => done());
}

export function clearAnimations(this: Caller, selector: string, ...rest: unknown[]): void {
  for (const element of elementsOf(this, selector)) {
    for (const animation of element.getAnimations()) animation.cancel();
  }
  const done = rest.find((one) => typeof one === 'function') as Done | undefined;
  done?.();
}

const elementsOf = (caller: Caller, selector: string): HTMLElement[] =>
  (caller._$.getShadowRoot()?.querySelectorAll(selector) ?? []).flatMap(
    (node) => elementOf(node) ?? [],
  );
