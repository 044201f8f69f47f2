/** wx.createAnimation: collects steps; a node that gets `animation="{{…}}"` is not animated here. */

interface Step {
  animates: { type: string; args: unknown[] }[];
  option: object;
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

export function createAnimation(defaults: object = {}): object {
  let steps: Step[] = [];
  let animates: Step['animates'] = [];
  const animation: Record<string, (...args: unknown[]) => unknown> = {
    step(option) {
      steps.push({ animates, option: { ...defaults, ...((option as object) ?? {}) } });
      animates = [];
      return animation;
    },
    export() {
      const actions = steps;
      steps = [];
      return { actions };
    },
  };
  for (const type of METHODS) {
    animation[type] = (...args) => {
      animates.push({ type, args });
      return animation;
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
    const {
      duration = 400,
      timingFunction = 'linear',
      delay = 0,
    } = option as {
      duration?: number;
      timingFunction?: string;
      delay?: number;
    };
    setTimeout(() => {
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
