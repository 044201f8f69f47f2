/**
 * A page that stays true while it is looked at: it is told when what the phone knows changes, and
 * as time passes (ages, a countdown, a new day). Hidden pages are told nothing.
 */
import { systemClock } from '../lib/clock';
import { mine } from '../services/account/index';

/** A minute's age is shown within this. At its multiples, so that a new day is shown as it begins. */
const PASSING_MS = 15_000;

/** Calls again and again as the clock's quarters of a minute pass; returns the end of it. */
function asTimePasses(tell: () => void): () => void {
  let cancel: () => void;
  const next = () => {
    cancel = systemClock.after(PASSING_MS - (systemClock.now() % PASSING_MS), () => {
      next();
      tell();
    });
  };
  next();
  return () => cancel();
}

/** Ends the watch of a page that is shown. */
const watches = new WeakMap<object, () => void>();

export const watching = Behavior({
  pageLifetimes: {
    show() {
      this.watch();
    },
    hide() {
      this.unwatch();
    },
  },
  lifetimes: {
    detached() {
      this.unwatch();
    },
  },
  methods: {
    /** Begins anew; a component that comes to a page in sight does it itself. */
    watch() {
      this.unwatch();
      const unwatch = mine.watch(() => this.onKnown());
      const unpass = asTimePasses(() => this.onPassing());
      watches.set(this, () => {
        unwatch();
        unpass();
      });
    },
    unwatch() {
      watches.get(this)?.();
      watches.delete(this);
    },
    /** What the phone knows has changed. */
    onKnown() {
      this.paint();
    },
    /** Time has passed. */
    onPassing() {
      this.paint();
    },
    /** The page's own: shows what is known now. */
    paint(): void | Promise<void> {},
  },
});
