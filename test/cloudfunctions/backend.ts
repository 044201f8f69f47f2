/**
 * The functions on the local cloud, through the SDK: their source in this process, or as deployed. Time
 * is the test's, and so are the people.
 * Every answer is searched for OpenIDs; one that holds any fails the test.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { jest } from '@jest/globals';
import type { BandDay, DaySlots } from '../../miniprogram/contract/activity';
import type { Action, Input, Output, Reply } from '../../miniprogram/contract/api';
import { type CloudOptions, startCloud } from '../../tools/cloud';
import { quickFolder } from '../../tools/harness/folder';
import { standStill } from '../helpers/time';
import { builtFunctions } from './built';
import { askDirectly } from './direct';
import { hostHere, runHere } from './here';

/** 22 November 2026, 12:00 in Shanghai. */
export const NOON = Date.UTC(2026, 10, 22, 4) / 1000;
export const TODAY = 20261122;
export const HOUR = 3600;
export const DAY = 86_400;

/** Agreeing to the terms, as a phone does it. */
export const AGREEING = {
  action: 'consent.set',
  input: { kind: 'terms', version: 1, given: true },
} as const;

type LocalCloud = Awaited<ReturnType<typeof startCloud>>;

export interface Person {
  openid: string;
  reply<A extends Action>(action: A, input: Input<A>): Promise<Reply<Output<A>>>;
  /** The data of a reply that must be ok. */
  ask<A extends Action>(action: A, input: Input<A>): Promise<Output<A>>;
  /** The code of a reply that must not be ok. */
  refused<A extends Action>(action: A, input: Input<A>): Promise<string>;
  /** The answer once nobody else is in the way: `contended` is asked again, as phones do. */
  persist<A extends Action>(action: A, input: Input<A>): Promise<Reply<Output<A>>>;
  /** Binds a band and returns its id. */
  bind(model: string, serial: string, virtual?: boolean): Promise<string>;
  upload(band: string, ...days: BandDay[]): Promise<Output<'activity.upload'>>;
  uid(): Promise<string>;
}

export interface Backend {
  cloud: LocalCloud;
  /** A person with an OpenID of their own. */
  person(name: string): Person;
  /** Anything to `api` as anyone, who agrees to the terms when asked to; null has no identity. */
  send(event: unknown, openid: string | null): Promise<Reply<unknown>>;
  /** Makes two people friends. */
  befriend(a: Person, b: Person): Promise<void>;
  /** What is stored in a collection, read past the functions. */
  documents(name: string): Readonly<Record<string, unknown>>[];
  /** The content of every file in the cloud's storage. */
  files(): string[];
  /** Sets the time, UTC seconds. */
  setTime(utc: number): void;
  now(): number;
  stop(): Promise<void>;
}

/** Time as a test sets it. */
interface Clock {
  /** UTC milliseconds. */
  now(): number;
  /** UTC seconds. */
  set(utc: number): void;
}

/** The functions' source in this process, at `NOON` until the time is set. */
export async function startBackend(): Promise<Backend> {
  standStill(NOON);
  const unhost = hostHere();
  const clock = { now: () => Date.now(), set: (utc: number) => jest.setSystemTime(utc * 1000) };
  const backend = await start(clock, { runner: runHere });
  const sendAgain = askDirectly(backend.cloud);
  return {
    ...backend,
    async stop() {
      await backend.stop();
      sendAgain();
      unhost();
      jest.useRealTimers();
    },
  };
}

/** The bundles of a release in their threads, through the SDK as it is; time goes on from `NOON`. */
export async function startDeployed(): Promise<Backend> {
  let ahead = NOON * 1000 - Date.now();
  const set = (utc: number) => {
    ahead = utc * 1000 - Date.now();
  };
  return start({ now: () => Date.now() + ahead, set }, {});
}

async function start(clock: Clock, where: Pick<CloudOptions, 'runner'>): Promise<Backend> {
  const folder = quickFolder('bandmates-');
  const cloud = await startCloud({
    functions: await builtFunctions(),
    indexes: resolve(__dirname, '../../cloudfunctions/indexes.json'),
    data: join(folder, 'data'),
    clock: clock.now,
    strictIndexes: true,
    smallCollection: 0,
    ...where,
  });
  cloud.store.transactions.leastMs = 0;
  const openids = new Set<string>();

  async function send(event: unknown, openid: string | null): Promise<Reply<unknown>> {
    if (openid) openids.add(openid);
    const reply = await sendOnce(event, openid);
    if (reply.ok || reply.code !== 'needs-consent') return reply;
    await sendOnce(AGREEING, openid);
    return sendOnce(event, openid);
  }

  async function sendOnce(event: unknown, openid: string | null): Promise<Reply<unknown>> {
    const reply = await cloud.invoke('api', event, openid ? { openid } : null);
    const text = JSON.stringify(reply);
    for (const known of openids)
      if (text.includes(known)) throw new Error(`told ${known}: ${text}`);
    return reply as Reply<unknown>;
  }

  function person(name: string): Person {
    const openid = `oTest-${name}-0123456789abcdef`;
    openids.add(openid);
    const self: Person = {
      openid,
      reply: async (action, input) => (await send({ action, input }, openid)) as never,
      async ask(action, input) {
        const reply = await self.reply(action, input);
        if (!reply.ok) throw new Error(`${action}: ${reply.code} ${reply.message}`);
        return reply.data;
      },
      async refused(action, input) {
        const reply = await self.reply(action, input);
        return reply.ok ? `ok: ${JSON.stringify(reply.data)}` : reply.code;
      },
      async persist(action, input) {
        for (;;) {
          const reply = await self.reply(action, input);
          if (reply.ok || reply.code !== 'contended') return reply;
        }
      },
      async bind(model, serial, virtual = false) {
        const input = { model, protocol: 'wechat-airsync', serial, virtual };
        return (await self.ask('band.bind', input)).band.id;
      },
      upload: (band, ...days) => self.ask('activity.upload', { band, days }),
      uid: async () => (await self.ask('account.enter', {})).me.uid,
    };
    return self;
  }

  return {
    cloud,
    person,
    send,
    documents: (name) => cloud.store.find(name, {}).map((rec) => rec.doc),
    files() {
      const stored = join(folder, 'data', 'files');
      if (!existsSync(stored)) return [];
      return readdirSync(stored).map((name) => readFileSync(join(stored, name), 'utf8'));
    },
    setTime: clock.set,
    now: () => Math.floor(clock.now() / 1000),
    async befriend(a, b) {
      const { token } = await a.ask('invite.create', {});
      await b.ask('invite.accept', { token });
    },
    async stop() {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A day of slots: slot → steps. */
export function dayOfSlots(day: number, steps: Record<number, number>): BandDay {
  const slots: DaySlots = {};
  for (const [slot, count] of Object.entries(steps)) slots[Number(slot)] = { steps: count };
  return { day, slots };
}
