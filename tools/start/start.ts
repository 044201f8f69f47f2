/** The whole preview: local cloud with the built functions, and the mini program on two phones. */
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { BRAND } from '../../miniprogram/contract/catalogue/brand';
import { MAKERS } from '../../miniprogram/contract/catalogue/makers';
import { NOTICE_KINDS } from '../../miniprogram/contract/notices';
import { OPERATOR } from '../../miniprogram/contract/reviews';
import { MINIPROGRAM, ROOT } from '../build/files';
import { buildFunctions, FUNCTIONS_OUT } from '../build/functions';
import { buildNpm } from '../build/npm';
import { Clock, type LocalPreviewCloud, openLocalCloud, openPreview } from '../preview';
import { propsModule, testKeys } from './kits';
import { withTown } from './town/clouds';
import { tourDeeds } from './town/tour-deeds';
import { Town, type TownOptions } from './town/town';

export interface StartOptions {
  /** 0 takes a free one. */
  port: number;
  /** Where the cloud keeps its data. */
  data: string;
  /** Begin with empty data. */
  fresh?: boolean;
  /**
   * How far cloud, functions, phones and panel are ahead of this machine's clock at first, in ms; may
   * be negative.
   */
  ahead?: number;
  /** How long a connection event of the virtual radio takes, in ms: 0 where nobody looks on. */
  eventMs?: number;
  /** How many days the friends of the sample town have walked; as many as the panel says when not said. */
  townDays?: number;
  /** Rebuild and reload on change, and do not wait for the cloud's functions: the first page does not. */
  live?: boolean;
}

export interface StartedPreview {
  /** `http://127.0.0.1:<port>`: both phones and the panel; `/phone.html?user=…` is one phone. */
  url: string;
  cloud: LocalPreviewCloud;
  /** The one clock of it all. A restart goes on at its `ahead`. */
  clock: Clock;
  close(): Promise<void>;
}

/**
 * Rejects with the socket's error (EADDRINUSE) when the port is taken, and with a sentence when
 * another preview uses the data folder; in both cases no data has been touched.
 */
export async function startPreview(options: StartOptions): Promise<StartedPreview> {
  const { port, data, live = false } = options;
  const clock = new Clock(options.ahead);
  await needFree(port);
  const functions = buildOnce();
  const open = (folder: string, now: () => number) => openCloud(folder, now, functions);
  if (options.fresh) await empty(data, open);
  const cloud = open(data, () => clock.now());
  const town = new Town({ data: join(data, 'sample'), clock, days: options.townDays, open });
  try {
    const preview = await openPreview({
      name: BRAND.name.zh,
      root: MINIPROGRAM,
      strict: true,
      props: propsModule,
      port,
      cloud: withTown(cloud, town),
      errands: [town.errand],
      deeds: tourDeeds(town),
      clock,
      eventMs: options.eventMs,
      live,
      prepare: buildNpm,
    });
    if (!live) await cloud.ready();
    return {
      url: preview.url,
      cloud,
      clock,
      async close() {
        await preview.close();
        await Promise.all([cloud.close(), town.close()]);
      },
    };
  } catch (error) {
    await cloud.close();
    throw error;
  }
}

type Prepare = () => Promise<Record<string, string>>;

/** Builds the functions of all clouds when the first of them needs them. */
function buildOnce(): Prepare {
  const build = async () => {
    const [keys] = await Promise.all([testKeys(), buildFunctions()]);
    return {
      ...keys,
      BANDMATES_DESK_CODES: deskCodes(),
      BANDMATES_TEMPLATES: templates(),
    };
  };
  let built: ReturnType<Prepare> | undefined;
  return () => {
    built ??= build().catch((error: unknown) => {
      built = undefined;
      throw error;
    });
    return built;
  };
}

const openCloud = (data: string, now: () => number, prepare: Prepare): LocalPreviewCloud =>
  openLocalCloud({
    functions: FUNCTIONS_OUT,
    indexes: join(ROOT, 'cloudfunctions/indexes.json'),
    data,
    clock: now,
    prepare,
  });

/** A template for whatever there is to tell, as a console would give it. */
const templates = (): string =>
  NOTICE_KINDS.map((kind) => `${kind}=preview-${kind}:thing1,thing2`).join(';');

/** What opens a maker's desk here, each once: `preview-desk-codoon-1` … */
export const deskCodesOf = (id: string): string[] =>
  Array.from({ length: 9 }, (_, index) => `preview-desk-${id}-${index + 1}`);

const deskCodes = (): string =>
  [OPERATOR, ...MAKERS.map(({ id }) => id)]
    .flatMap((id) => deskCodesOf(id).map((code) => `${id}:${code}`))
    .join(',');

/** Opens the folder first: what another preview has locked must not be deleted under it. */
async function empty(data: string, open: TownOptions['open']): Promise<void> {
  await open(data, Date.now).close();
  await rm(data, { recursive: true, force: true });
}

async function needFree(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', resolve);
  });
  await new Promise((resolve) => probe.close(resolve));
}
