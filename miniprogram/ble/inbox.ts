/** More waiting values than this and the newest are dropped: a band that floods us costs no memory. */
const LIMIT = 4096;

type Waiter = (value: Uint8Array) => void;

/** Values of one characteristic, in the order of the air, and those who wait for them. */
export class Inbox {
  private readonly values: Uint8Array[] = [];
  private readonly waiters: Waiter[] = [];

  put(value: Uint8Array): void {
    const waiter = this.waiters.shift();
    if (waiter) waiter(value);
    else if (this.values.length < LIMIT) this.values.push(value);
  }

  /** The next value. `cancel` stops waiting, so that a late value goes to whoever asks next. */
  take(): { value: Promise<Uint8Array>; cancel(): void } {
    const ready = this.values.shift();
    if (ready) return { value: Promise.resolve(ready), cancel: () => undefined };
    let waiter: Waiter = () => undefined;
    const value = new Promise<Uint8Array>((resolve) => {
      waiter = resolve;
    });
    this.waiters.push(waiter);
    const cancel = () => {
      const at = this.waiters.indexOf(waiter);
      if (at >= 0) this.waiters.splice(at, 1);
    };
    return { value, cancel };
  }

  /** Forgets what has arrived and is not read. */
  clear(): void {
    this.values.length = 0;
  }
}
