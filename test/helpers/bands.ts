/** A phone, a virtual radio and a virtual clock: whole syncs without a device and without waiting. */

import * as drivers from '../../miniprogram/bands/index';
import type { Fates } from '../../miniprogram/bands/virtual/faults';
import type { Peripheral } from '../../miniprogram/bands/virtual/peripheral';
import { createVirtualRadio } from '../../miniprogram/bands/virtual/radio';
import { plausibleWalks } from '../../miniprogram/bands/virtual/walks';
import { createVirtualAirSync } from '../../miniprogram/bands/wechat-airsync/virtual/band';
import type { Session } from '../../miniprogram/ble/session';
import type { BoundBand } from '../../miniprogram/contract/api';
import type { Page, Run } from '../../miniprogram/protocols/driver';
import { openJournal } from '../../miniprogram/services/activity/journal/journal';
import type { SyncDeps } from '../../miniprogram/services/activity/sync/sync';
import { type Connected, connectBand } from '../../miniprogram/services/bands/connect';
import { createVirtualClock } from '../../tools/harness/clock';
import { memoryFiles, memoryFolder } from './memory-files';

export const MAC = 'C01122334455';

export const boundBand = (over: Partial<BoundBand> = {}): BoundBand => ({
  id: `am3-${MAC}`,
  model: 'am3',
  protocol: 'wechat-airsync',
  serial: MAC,
  name: 'iHealth AM3',
  virtual: false,
  boundAt: 0,
  syncedAt: null,
  ...over,
});

export interface BenchOptions {
  bands?: Peripheral[];
  fates?: Fates;
  folder?: ReturnType<typeof memoryFolder>;
  clock?: ReturnType<typeof createVirtualClock>;
  /** The phone's civil offset east of UTC, seconds. */
  offsetSeconds?: number;
}

/** A virtual band with three days in it. */
export const walkedBand = (now: () => number, itemsPerMessage = 8): Peripheral =>
  createVirtualAirSync({
    deviceId: 'here',
    localName: 'iHealth AM3',
    mac: MAC,
    now,
    itemsPerMessage,
    truth: plausibleWalks({ seed: 3, until: now(), days: 3, perDay: 2000 }),
  });

/** Everything a syncer needs, and what it did. */
export function bench(options: BenchOptions = {}) {
  const clock = options.clock ?? createVirtualClock();
  const seconds = () => Math.floor(clock.now() / 1000);
  const { offsetSeconds = 28_800 } = options;
  const bands = options.bands ?? [walkedBand(seconds)];
  const radio = createVirtualRadio({
    clock,
    bands,
    ...(options.fates && { fates: options.fates }),
  });
  const folder = options.folder ?? memoryFolder();
  const opened = openJournal(memoryFiles(folder));
  const closes: number[] = [];
  const unbelieved: string[] = [];
  const results: {
    stage: string;
    code: string | null;
    newSteps: number;
    unbelieved?: string;
    total?: number;
  }[] = [];
  const deps: SyncDeps = {
    clock,
    offsetSeconds: () => offsetSeconds,
    journal: () => opened,
    async connect(band, cursor): Promise<Connected> {
      const target = { serial: band.serial, deviceId: null, protocol: band.protocol };
      const connected = await connectBand({ radio, clock, drivers }, target, {
        now: seconds,
        offsetSeconds,
        goal: 10_000,
        cursor,
        random: (bytes) => new Uint8Array(bytes).fill(7),
        vendorAuth: () => Promise.reject(new Error('no key')),
      });
      connected.session.onClose(() => closes.push(clock.now()));
      return connected;
    },
    keepsSleep: () => true,
    today: async () => 0,
    upload: async () => undefined,
    onRunning: () => undefined,
    met: () => undefined,
    unbelieved: (_, reason) => void unbelieved.push(reason),
    ended: (_, { stage, error, newSteps, unbelieved, total }) =>
      void results.push({
        ...{ stage, code: error?.code ?? null, newSteps },
        ...(unbelieved && { unbelieved }),
        ...(total && { total: total.steps }),
      }),
  };
  return { clock, radio, folder, deps, closes, results, unbelieved, journal: opened, seconds };
}

/** A band that is only a script: pages as given. */
export function scripted(pages: (Page | Error)[], log: string[] = []): Connected {
  const left = [...pages];
  const run: Run = {
    identity: { serial: MAC },
    battery: 82,
    sourceClass: 'direct',
    async next() {
      const page = left.shift() ?? null;
      if (page instanceof Error) throw page;
      log.push(page ? 'page' : 'end');
      return page;
    },
  };
  const session = {
    onClose: () => undefined,
    close: async () => void log.push('close'),
  } as unknown as Session;
  return {
    deviceId: 'here',
    model: null,
    protocol: 'scripted',
    session,
    run,
  };
}
