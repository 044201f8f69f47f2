/** The whole preview: local cloud with the built functions, and the mini program on two phones. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MINIPROGRAM, ROOT } from '../build/files';
import { buildFunctions, FUNCTIONS_OUT } from '../build/functions';
import { buildNpm } from '../build/npm';
import { type LocalPreviewCloud, openLocalCloud } from './local-cloud';
import { openPreview } from './preview';

export interface StartOptions {
  /** 0 takes a free one. */
  port: number;
  /** Where the cloud keeps its data. */
  data: string;
  /** Begin with empty data. */
  fresh?: boolean;
  /** Rebuild and reload on change. */
  live?: boolean;
}

export interface StartedPreview {
  /** `http://127.0.0.1:<port>`: both phones and the panel; `/phone.html?user=…` is one phone. */
  url: string;
  cloud: LocalPreviewCloud;
  close(): Promise<void>;
}

/** Rejects with the socket's error (EADDRINUSE) when the port is taken. */
export async function startPreview(options: StartOptions): Promise<StartedPreview> {
  const { port, data, fresh = false, live = false } = options;
  if (fresh) await rm(data, { recursive: true, force: true });
  await buildFunctions();
  const cloud = await openLocalCloud({
    functions: FUNCTIONS_OUT,
    indexes: join(ROOT, 'cloudfunctions/indexes.json'),
    data,
  });
  try {
    const preview = await openPreview({
      root: MINIPROGRAM,
      port,
      cloud,
      live,
      prepare: buildNpm,
    });
    return {
      url: preview.url,
      cloud,
      async close() {
        await preview.close();
        await cloud.close();
      },
    };
  } catch (error) {
    await cloud.close();
    throw error;
  }
}
