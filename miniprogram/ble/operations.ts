import type { Clock } from '../lib/clock';
import { serialQueue } from '../lib/queue';
import { BleError, type CloseReason } from './link';

/** Runs a task; what it throws at once becomes a rejection too. */
function attempt<T>(run: () => Promise<T>): Promise<T> {
  try {
    return run();
  } catch (error) {
    return Promise.reject(error);
  }
}

/** What a session does over its link: in order, and nothing that hangs. */
export class Operations {
  /** One at a time, in the order they came. */
  readonly queue = serialQueue();
  /** Why the link is down, or null while it is up. */
  down: CloseReason | null = null;
  private readonly aborts = new Set<(error: BleError) => void>();

  constructor(
    private readonly clock: Clock,
    private readonly retryAfterMs: number,
  ) {}

  /** One operation: it ends by itself, by its deadline, or with the link. */
  guard<T>(what: string, ms: number, run: () => Promise<T>): Promise<T> {
    if (this.down !== null) return Promise.reject(this.gone(what));
    return new Promise<T>((resolve, reject) => {
      const abort = (error: BleError) => settle(() => reject(error));
      const late = () => abort(new BleError('timeout', `${what}: no answer`));
      const cancel = this.clock.after(ms, late);
      const settle = (how: () => void) => {
        cancel();
        this.aborts.delete(abort);
        how();
      };
      this.aborts.add(abort);
      attempt(run).then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(error)),
      );
    });
  }

  /**
   * What the system refuses is asked of it once more: 10008 comes right after a subscription on some
   * Android phones, and now and then in mid-dialogue on HarmonyOS (errno 1500104). A band bears to
   * be told a thing twice.
   */
  async twice<T>(what: string, ms: number, run: () => Promise<T>): Promise<T> {
    try {
      return await this.guard(what, ms, run);
    } catch (error) {
      if (!(error instanceof BleError) || error.code !== 'system') throw error;
    }
    await this.pause(this.retryAfterMs);
    return this.guard(what, ms, run);
  }

  async pause(ms: number): Promise<void> {
    if (ms <= 0) return;
    const over = new Promise<void>((resolve) => {
      this.clock.after(ms, resolve);
    });
    await this.guard('pause', ms * 2 + 1, () => over);
  }

  /** The link is down: nothing waits any more. */
  end(reason: CloseReason): void {
    this.down = reason;
    for (const abort of [...this.aborts]) abort(this.gone('link'));
  }

  private gone(what: string): BleError {
    return new BleError('disconnected', `${what}: the link is down (${this.down})`);
  }
}
