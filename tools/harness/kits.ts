/** Every protocol's kit, found by its folder: a band needs no second list. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BandKit } from '../../miniprogram/bands/kit';
import { DRIVERS } from '../../miniprogram/bands/registry';
import { MINIPROGRAM } from '../build/files';

/** How the module of a path is loaded where it cannot be imported: `require` in Jest. */
export type Load = (path: string) => unknown;

export const kitPath = (id: string): string => join(MINIPROGRAM, 'bands', id, 'kit.ts');

/** Whether there is such a file, registered or not. */
export const hasKit = (id: string): boolean => /^[a-z0-9-]+$/.test(id) && existsSync(kitPath(id));

/** The kit of a protocol, or null when it has none yet. */
export async function kitOf(id: string, how?: Load): Promise<BandKit | null> {
  if (!hasKit(id)) return null;
  // Written so that a bundler finds them all.
  const loaded = how ? how(kitPath(id)) : import(`../../miniprogram/bands/${id}/kit.ts`);
  const module = (await loaded) as { kit?: BandKit };
  return module.kit ?? null;
}

/** The kits of all registered drivers, in their order; a driver without one is left out. */
export async function allKits(how?: Load): Promise<BandKit[]> {
  const kits: BandKit[] = [];
  for (const { id } of DRIVERS) {
    const kit = await kitOf(id, how);
    if (kit) kits.push(kit);
  }
  return kits;
}
