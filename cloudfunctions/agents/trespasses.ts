/** Who asked for a thread of another maker: refused, and kept for whoever runs the desks. */
import type { Call } from '../answers';
import { collection, plus } from '../cloud';

interface TrespassDoc {
  /** `uid_thread`: one document however often it is tried. */
  _id: string;
  uid: string;
  /** At whose desk they sit, and whose thread it is. */
  from: string;
  into: string;
  thread: string;
  times: number;
  /** The last time, UTC seconds. */
  at: number;
}

const trespasses = collection<TrespassDoc>('trespasses');

export async function noteTrespass(
  { uid, at }: Call,
  what: Pick<TrespassDoc, 'from' | 'into' | 'thread'>,
): Promise<void> {
  const _id = `${uid}_${what.thread}`;
  if (await trespasses.update(_id, { times: plus(1), at })) return;
  await trespasses.add({ _id, uid, ...what, times: 1, at });
}
