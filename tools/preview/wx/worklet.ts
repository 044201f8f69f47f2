/** `wx.worklet` of Skyline's animations: values are held, an animation is at its end at once. */

interface Shared {
  value: unknown;
}

type Done = (finished: boolean) => void;

/** An animation towards a value, which here is the value. */
const ended =
  (place: number) =>
  (...args: unknown[]): unknown => {
    const done = args[place] as Done | undefined;
    if (typeof done === 'function') queueMicrotask(() => done(true));
    return args[0];
  };

const same = (value: unknown): unknown => value;
const curve = () => Object.assign((part: number) => part, { factory: () => same });

/** Routes that Skyline animates: here a page opens as pages do. */
export const router = {
  addRouteBuilder: () => undefined,
  removeRouteBuilder: () => undefined,
  getRouteContext: () => undefined,
};

export const worklet = {
  shared: (value: unknown): Shared => ({ value }),
  derived: (read: () => unknown) => ({
    get value() {
      return read();
    },
  }),
  timing: ended(2),
  spring: ended(2),
  decay: ended(1),
  delay: (_ms: number, animation: unknown) => animation,
  repeat: same,
  sequence: (...animations: unknown[]) => animations.at(-1),
  cancelAnimation: () => undefined,
  runOnUI: same,
  runOnJS: same,
  scrollViewContext: { scrollTo: () => undefined },
  Easing: Object.fromEntries(
    [
      ...['linear', 'ease', 'quad', 'cubic', 'poly', 'sin', 'circle', 'exp', 'elastic', 'back'],
      ...['bounce', 'bezier', 'in', 'out', 'inOut', 'cubicBezier'],
    ].map((name) => [name, curve]),
  ),
};
