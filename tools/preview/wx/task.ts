/** What `wx.request` and its kin give back at once, whatever becomes of it: never a promise. */
import { Failure, failed, Listeners, type Options } from './call';

/** A call that gives its task. */
export function task(
  name: string,
  run: (options: Options, progress: (done: object) => void) => Promise<object>,
) {
  return (options: Options = {}): object => {
    const headers = new Listeners<object>();
    const progress = new Listeners<object>();
    let aborted = false;
    const end = (error: unknown) => {
      const failure = failed(name, error);
      options.fail?.(failure);
      options.complete?.(failure);
    };
    void run(options, progress.emit.bind(progress)).then(
      (result) => {
        if (aborted) return;
        const whole = { errMsg: `${name}:ok`, ...result };
        headers.emit(whole);
        options.success?.(whole);
        options.complete?.(whole);
      },
      (error: unknown) => {
        if (!aborted) end(error);
      },
    );
    return {
      abort() {
        if (aborted) return;
        aborted = true;
        end(new Failure('abort'));
      },
      onHeadersReceived: headers.on,
      offHeadersReceived: headers.off,
      onProgressUpdate: progress.on,
      offProgressUpdate: progress.off,
      onChunkReceived: () => undefined,
      offChunkReceived: () => undefined,
    };
  };
}
