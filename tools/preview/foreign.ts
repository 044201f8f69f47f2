/** A mini program's project folder in the preview, with its own cloud or none. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openProject, type Project } from './build/project';
import { Clock } from './clock';
import type { PreviewCloud } from './cloud-port';
import { openLocalCloud } from './local-cloud';
import { noCloud } from './no-cloud';
import { openPreview } from './preview';
import type { BrowserModule } from './props';

export interface ForeignOptions {
  folder: string;
  /** Where clouds keep their data, each in a folder of its own. */
  data: string;
  /** As in `openPreview`. */
  props?(): BrowserModule;
  /** 0 takes a free one. */
  port: number;
  fresh?: boolean;
  ahead?: number;
  live?: boolean;
}

/** Rejects with one sentence when the folder holds no mini program. */
export async function startForeign(options: ForeignOptions): Promise<{
  url: string;
  project: Project;
  close(): Promise<void>;
}> {
  const { folder, port, data, props, fresh = false, live = false } = options;
  const project = openProject(folder);
  const clock = new Clock(options.ahead);
  const cloud = await cloudOf(project, clock, data, fresh);
  try {
    const preview = await openPreview({
      ...project,
      port,
      cloud,
      clock,
      live,
      ...(props && { props }),
    });
    return {
      url: preview.url,
      project,
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

async function cloudOf(
  project: Project,
  clock: Clock,
  folder: string,
  fresh: boolean,
): Promise<PreviewCloud> {
  const id = createHash('sha256').update(project.root).digest('hex').slice(0, 12);
  const { functions } = project;
  if (!functions) return noCloud(fresh ? `${id}-${clock.now()}` : id);
  const data = join(folder, id);
  if (fresh) await rm(data, { recursive: true, force: true });
  return openLocalCloud({ functions, data, clock: () => clock.now() });
}
