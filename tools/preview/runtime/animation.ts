/** wx.createAnimation: collects steps, which a node plays that gets `animation="{{…}}"`. */

interface Step {
  animates: { type: string; args: unknown[] }[];
  option: { transformOrigin: string; transition: Transition };
}

const METHODS = [
  'opacity',
  'backgroundColor',
  'width',
  'height',
  'left',
  'right',
  'top',
  'bottom',
  'rotate',
  'rotateX',
  'rotateY',
  'rotateZ',
  'rotate3d',
  'scale',
  'scaleX',
  'scaleY',
  'scaleZ',
  'scale3d',
  'translate',
  'translateX',
  'translateY',
  'translateZ',
  'translate3d',
  'skew',
  'skewX',
  'skewY',
  'matrix',
  'matrix3d',
] as const;

interface Transition {
  duration: number;
  timingFunction: string;
  delay: number;
}

interface Timing {
  duration?: number;
  timingFunction?: string;
  delay?: number;
  transformOrigin?: string;
}

const optionOf = (given: Timing = {}): Step['option'] => {
  const { duration = 400, timingFunction = 'linear', delay = 0, transformOrigin } = given;
  return {
    transformOrigin: transformOrigin ?? '50% 50% 0',
    transition: { duration, timingFunction, delay },
  };
};

/** The animation's own members: a page may keep it in its data, which copies what it is made of. */
interface Animation {
  actions: Step[];
  currentAnimates: Step['animates'];
  option: Step['option'];
  [method: string]: unknown;
}

export function createAnimation(defaults: Timing = {}): object {
  const animation: Animation = {
    actions: [],
    currentAnimates: [],
    option: optionOf(defaults),
    step(this: Animation, given?: Timing) {
      const { transition, transformOrigin } = this.option;
      const option = optionOf({ ...transition, transformOrigin, ...given });
      this.actions.push({ animates: this.currentAnimates, option });
      this.currentAnimates = [];
      return this;
    },
    export(this: Animation) {
      const { actions } = this;
      this.actions = [];
      return { actions };
    },
  };
  for (const type of METHODS) {
    animation[type] = function (this: Animation, ...args: unknown[]) {
      this.currentAnimates.push({ type, args });
      return this;
    };
  }
  return animation;
}

const LENGTHS = ['width', 'height', 'left', 'right', 'top', 'bottom'];

/** What `animation="{{data}}"` does to a node: each step as a CSS transition, one after another. */
export function playAnimation(element: HTMLElement, data: unknown): void {
  const actions = (data as { actions?: Step[] } | null)?.actions ?? [];
  let begin = 0;
  for (const { animates, option } of actions) {
    const { duration, timingFunction, delay } = option.transition;
    setTimeout(() => {
      element.style.transformOrigin = option.transformOrigin;
      element.style.transition = `all ${duration}ms ${timingFunction} ${delay}ms`;
      const transforms: string[] = [];
      for (const { type, args } of animates) {
        if (type === 'opacity') element.style.opacity = String(args[0]);
        else if (type === 'backgroundColor') element.style.backgroundColor = String(args[0]);
        else if (LENGTHS.includes(type)) element.style.setProperty(type, withUnit(args[0], 'px'));
        else transforms.push(`${type}(${args.map((arg) => withUnit(arg, unitOf(type))).join()})`);
      }
      if (transforms.length > 0) element.style.transform = transforms.join(' ');
    }, begin);
    begin += duration + delay;
  }
}

const unitOf = (type: string): string => {
  if (type.startsWith('translate')) return 'px';
  return type.startsWith('rotate') || type.startsWith('skew') ? 'deg' : '';
};

const withUnit = (value: unknown, unit: string): string =>
  typeof value === 'number' ? `${value}${unit}` : String(value);
