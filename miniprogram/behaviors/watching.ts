/**
 * A page that stays true while it is looked at: it is told when what the phone knows changes, and
 * as time passes (ages, a countdown, a new day). Hidden pages are told nothing.
 */
import { mine } from '../services/account/index';

/** A minute's age and a new day are shown within this. */
const PASSING_MS = 15_000;

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
      const timer = setInterval(() => this.onPassing(), PASSING_MS);
      watches.set(this, () => {
        unwatch();
        clearInterval(timer);
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
