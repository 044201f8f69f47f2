/** What a thread's page talks to: the cloud, or a sample that nobody else sees. */
import type { Output } from '../../contract/api';
import { ask } from '../../phone/cloud';

/** A thread as the desk reads it. */
export type Told = Output<'desk.read'>;

export interface Talk {
  /** The latest, or those before an instant. Rejects with an AppError, like the others. */
  read(before?: number): Promise<Told>;
  /** `key` makes it the same answer when it is sent again. */
  reply(text: string, key: string): Promise<void>;
  close(): Promise<void>;
  /** A picture's address for an image. */
  picture(message: string): Promise<string>;
}

export const cloudTalk = (thread: string): Talk => ({
  read: (before) => ask('desk.read', before === undefined ? { thread } : { thread, before }),
  async reply(text, key) {
    await ask('desk.reply', { thread, text, key });
  },
  async close() {
    await ask('desk.close', { thread });
  },
  async picture(message) {
    const { type, base64 } = await ask('desk.picture', { thread, message });
    return `data:${type};base64,${base64}`;
  },
});
