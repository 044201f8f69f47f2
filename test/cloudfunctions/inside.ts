/**
 * The functions' own source on the local cloud, one call at a time: what each asks of the cloud is told,
 * and what is stored can be put back. Calls at once, and the deployed bundle, are `backend.ts`.
 */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { jest } from '@jest/globals';
import * as api from '../../cloudfunctions/api/main';
import { RETRY } from '../../cloudfunctions/cloud/transaction';
import * as push from '../../cloudfunctions/push/main';
import type { Action, Input, Output, Reply } from '../../miniprogram/contract/api';
import { startCloud } from '../../tools/cloud';
import { quickFolder } from '../../tools/harness/folder';
import { standStill } from '../helpers/time';
import { AGREEING, NOON } from './backend';
import { askDirectly } from './direct';
import { asEvent, hostHere } from './here';

type Doc = Readonly<Record<string, unknown>>;
/** Every document: collection → id → JSON text. */
export type State = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What the SDK asked of the cloud. */
export interface Request {
  /** `database.getDocument`, `wx.openApi` … */
  action: string;
  inTransaction: boolean;
}

export type Inside = Awaited<ReturnType<typeof startInside>>;

/** Starts the cloud at `NOON`; the clock stands until `setTime`. */
export async function startInside() {
  standStill(NOON);
  const folder = quickFolder('inside-');
  const { error } = console;
  // No logs of provoked faults, nor of a function's parts that tests call by themselves.
  console.error = () => {};
  const unhost = hostHere();
  const cloud = await startCloud({
    functions: folder,
    data: join(folder, 'data'),
    indexes: resolve(__dirname, '../../cloudfunctions/indexes.json'),
    clock: () => Date.now(),
    strictIndexes: true,
    smallCollection: 0,
  });
  const send = askDirectly(cloud);
  // Those parts are called as nobody.
  Object.assign(process.env, cloud.env(null));
  RETRY.firstPauseMs = 0;
  cloud.store.transactions.leastMs = 0;

  let made: Request[] = [];
  const noting = {
    action: '*',
    kind: 'latency',
    when: ({ action, transactionId }: Readonly<Record<string, unknown>>) => {
      made.push({ action: String(action), inTransaction: Boolean(transactionId) });
      return false;
    },
  } as const;
  cloud.faults.add(noting);

  /** What a record holds never changes, and most are the same from one state to the next. */
  const texts = new WeakMap<object, string>();
  function textOf(record: { readonly doc: object }): string {
    const text = texts.get(record) ?? JSON.stringify(record.doc);
    texts.set(record, text);
    return text;
  }

  /** As an event of this person's, or of nobody's. */
  const as = <T>(openid: string | null, source: string, run: () => T): T => {
    const env = cloud.env(openid ? { openid } : null);
    return asEvent({ ...env, TCB_SOURCE: source }, run);
  };

  async function reply<A extends Action>(
    openid: string | null,
    action: A,
    input: Input<A>,
  ): Promise<Reply<Output<A>>> {
    const answer = await as(openid, 'wx_client', () => api.main({ action, input }));
    return answer as Reply<Output<A>>;
  }

  return {
    cloud,
    reply,
    /** The data of a reply that must be ok; who is new agrees to the terms first. */
    async ask<A extends Action>(openid: string, action: A, input: Input<A>): Promise<Output<A>> {
      let answer = await reply(openid, action, input);
      if (!answer.ok && answer.code === 'needs-consent') {
        await reply(openid, AGREEING.action, AGREEING.input);
        answer = await reply(openid, action, input);
      }
      if (!answer.ok) throw new Error(`${action}: ${answer.code} ${answer.message}`);
      return answer.data;
    },
    /** A push as WeChat makes it. */
    push(openid: string, message: Doc): Promise<unknown> {
      const pushed = { FromUserName: openid, ToUserName: 'gh_0', ...message };
      return as(openid, 'wx_unknown', () => push.main(pushed));
    },
    /** The requests the SDK made since the last time this was asked. */
    requests(): Request[] {
      const all = made;
      made = [];
      return all;
    },
    /** Takes every fault away that was added. */
    clearFaults(): void {
      cloud.faults.clear();
      cloud.faults.add(noting);
    },
    setTime: (utc: number) => jest.setSystemTime(utc * 1000),
    state(): State {
      const all = new Map<string, Map<string, string>>();
      for (const name of cloud.store.names()) {
        const records = cloud.store.find(name, {});
        all.set(name, new Map(records.map((one) => [String(one.doc._id), textOf(one)])));
      }
      return all;
    },
    /** Makes the stored documents those of a state again. */
    async restore(wanted: State): Promise<void> {
      const { store } = cloud;
      cloud.storage.refresh();
      const present = this.state();
      const work: Promise<unknown>[] = [];
      for (const [name, docs] of present) {
        const kept = wanted.get(name);
        for (const _id of docs.keys()) {
          if (!kept?.has(_id)) work.push(store.remove(name, { _id }, { multi: false }));
        }
      }
      for (const [name, docs] of wanted) {
        for (const [id, text] of docs) {
          if (present.get(name)?.get(id) === text) continue;
          const { _id, ...rest } = JSON.parse(text);
          work.push(store.set(name, id, rest));
        }
      }
      await Promise.all(work);
    },
    async stop(): Promise<void> {
      await cloud.close();
      send();
      unhost();
      console.error = error;
      rmSync(folder, { recursive: true, force: true });
      jest.useRealTimers();
    },
  };
}
