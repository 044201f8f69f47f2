/** My data to take along: asked for, made in the cloud, fetched while it is there. */
import type { Output } from '../../contract/api';
import { ask } from '../../phone/cloud';

export type Export = Output<'export.get'>;

/** How far it is. Rejects with an AppError. */
export const getExport = (): Promise<Export> => ask('export.get', {});

/** Begins one, unless there is one of today; says how far it is. Rejects with an AppError. */
export async function startExport(): Promise<Export> {
  const { state } = await ask('export.start', {});
  return state === 'making' ? { state, progress: null } : getExport();
}
