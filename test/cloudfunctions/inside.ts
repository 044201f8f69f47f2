/**
 * The functions' own source in this process, on the local cloud, through the real SDK: one call at a
 * time, cheap enough for thousands. The deployed bundle in its workers is `backend.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { jest } from '@jest/globals';
import * as api from '../../cloudfunctions/api/main';
import { RETRY } from '../../cloudfunctions/cloud/transaction';
import * as push from '../../cloudfunctions/push/main';
import type { Action, Input, Output, Reply } from '../../miniprogram/contract/api';
import { startCloud } from '../../tools/cloud';
import { NOON } from './backend';

jest.setTimeout(120_000);

type Doc = Readonly<Record<string, unknown>>;
/** Every document: collection → id → JSON text. */
export type State = ReadonlyMap<string, ReadonlyMap<string, string>>;

export type Inside = Awaited<ReturnType<typeof startInside>>;

/** Starts the cloud at `NOON`; the clock stands until `setTime`. */
export async function startInside() {
  const others = [
    'nextTick',
    'setImmediate',
    'clearImmediate',
    'setTimeout',
    'clearTimeout',
  ] as const;
  const more = ['setInterval', 'clearInterval', 'hrtime', 'performance', 'queueMicrotask'] as const;
  jest.useFakeTimers({ now: NOON * 1000, doNotFake: [...others, ...more] });
  const folder = mkdtempSync(join(tmpdir(), 'inside-'));
  const cloud = await startCloud({
    functions: folder,
    indexes: resolve(__dirname, '../../cloudfunctions/indexes.json'),
    clock: Date.now,
    strictIndexes: true,
    smallCollection: 0,
  });
  const before = { ...process.env };
  Object.assign(process.env, cloud.env(null));
  RETRY.firstPauseMs = 0;

  let operations = 0;
  const counting = {
    action: '*',
    kind: 'latency',
    when: () => {
      operations++;
      return false;
    },
  } as const;
  cloud.faults.add(counting);

  function become(openid: string | null, source: string): void {
    delete process.env.WX_OPENID;
    Object.assign(process.env, cloud.env(openid ? { openid } : null), { TCB_SOURCE: source });
  }

  async function reply<A extends Action>(
    openid: string | null,
    action: A,
    input: Input<A>,
  ): Promise<Reply<Output<A>>> {
    become(openid, 'wx_client');
    return (await api.main({ action, input })) as Reply<Output<A>>;
  }

  return {
    cloud,
    reply,
    /** The data of a reply that must be ok. */
    async ask<A extends Action>(openid: string, action: A, input: Input<A>): Promise<Output<A>> {
      const answer = await reply(openid, action, input);
      if (!answer.ok) throw new Error(`${action}: ${answer.code} ${answer.message}`);
      return answer.data;
    },
    /** A push as WeChat makes it. */
    push(openid: string, message: Doc): Promise<unknown> {
      become(openid, 'wx_unknown');
      return push.main({ FromUserName: openid, ToUserName: 'gh_0', ...message });
    },
    /** How many requests the SDK made since the last time this was asked. */
    operations(): number {
      const made = operations;
      operations = 0;
      return made;
    },
    /** Takes every fault away that was added. */
    clearFaults(): void {
      cloud.faults.clear();
      cloud.faults.add(counting);
    },
    setTime: (utc: number) => jest.setSystemTime(utc * 1000),
    state(): State {
      const all = new Map<string, Map<string, string>>();
      for (const name of cloud.store.names()) {
        const docs = cloud.store.find(name, {}).map(({ doc }) => doc);
        all.set(name, new Map(docs.map((doc) => [String(doc._id), JSON.stringify(doc)])));
      }
      return all;
    },
    /** Makes the stored documents those of a state again. */
    async restore(state: State): Promise<void> {
      for (const name of cloud.store.names()) {
        const wanted = state.get(name) ?? new Map<string, string>();
        const found = cloud.store.find(name, {}).map(({ doc }) => doc);
        for (const doc of found) {
          if (!wanted.has(String(doc._id)))
            await cloud.store.remove(name, { _id: doc._id }, { multi: false });
        }
        const present = new Map(found.map((doc) => [String(doc._id), JSON.stringify(doc)]));
        for (const [id, text] of wanted) {
          if (present.get(id) === text) continue;
          const { _id, ...rest } = JSON.parse(text);
          await cloud.store.set(name, _id, rest);
        }
      }
    },
    async stop(): Promise<void> {
      await cloud.close();
      process.env = before;
      rmSync(folder, { recursive: true, force: true });
      jest.useRealTimers();
    },
  };
}
