/** The whole preview: local cloud with the built functions, and the mini program on two phones. */
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
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
import { Town } from './town/town';

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
  /** Rebuild and reload on change. */
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
  const opening = openOwn(options, () => clock.now());
  const town = new Town({ data: join(data, 'sample'), clock, open: openCloud });
  try {
    const preview = await openPreview({
      root: MINIPROGRAM,
      strict: true,
      props: propsModule,
      port,
      cloud: opening.then((cloud) => withTown(cloud, town)),
      errands: [town.errand],
      deeds: tourDeeds(town),
      clock,
      live,
      prepare: buildNpm,
    });
    const cloud = await opening;
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
    const cloud = await opening.catch(() => null);
    await cloud?.close();
    throw error;
  }
}

/** The cloud of everybody outside the town, once its functions are built. */
async function openOwn(
  { data, fresh = false }: StartOptions,
  now: () => number,
): Promise<LocalPreviewCloud> {
  await buildFunctions();
  if (fresh) await empty(data, now);
  return openCloud(data, now);
}

const openCloud = async (data: string, now: () => number): Promise<LocalPreviewCloud> =>
  openLocalCloud({
    functions: FUNCTIONS_OUT,
    indexes: join(ROOT, 'cloudfunctions/indexes.json'),
    data,
    clock: now,
    env: {
      ...(await testKeys()),
      BANDMATES_DESK_CODES: deskCodes(),
      BANDMATES_TEMPLATES: templates(),
    },
  });

/** A template for whatever there is to tell, as a console would give it. */
const templates = (): string =>
  NOTICE_KINDS.map((kind) => `${kind}=preview-${kind}:thing1,thing2`).join(';');

/** What opens a maker's desk here, five times: `preview-desk-codoon-1` … */
const deskCodes = (): string =>
  [OPERATOR, ...MAKERS.map(({ id }) => id)]
    .flatMap((id) => [1, 2, 3, 4, 5].map((n) => `${id}:preview-desk-${id}-${n}`))
    .join(',');

/** Opens the folder first: what another preview has locked must not be deleted under it. */
async function empty(data: string, now: () => number): Promise<void> {
  await (await openCloud(data, now)).close();
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
