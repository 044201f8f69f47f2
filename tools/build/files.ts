/** Small file helpers shared by the build steps. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** The project's root folder. */
export const ROOT = resolve(import.meta.dirname ?? __dirname, '../..');
export const MINIPROGRAM = join(ROOT, 'miniprogram');

/** Where a file is below a folder, with forward slashes on every system. */
export const slashed = (folder: string, file: string): string =>
  relative(folder, file).split(sep).join('/');

/** Every file below a folder, absolute, without node_modules and generated folders. */
export async function filesBelow(
  folder: string,
  keep: (name: string) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!['node_modules', 'miniprogram_npm', 'dist'].includes(entry.name)) {
        found.push(...(await filesBelow(path, keep)));
      }
    } else if (keep(entry.name)) found.push(path);
  }
  return found.sort();
}

/**
 * Makes a generated folder hold exactly these files (absolute path → content), touching only what
 * differs: whoever watches or reads the folder meanwhile sees no file vanish and come back.
 * @returns whether anything differed
 */
export async function mirror(folder: string, files: Map<string, Uint8Array>): Promise<boolean> {
  let differed = false;
  for (const [path, content] of files) differed = (await change(path, content)) || differed;
  await mkdir(folder, { recursive: true });
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || files.has(path)) continue;
    await rm(path);
    differed = true;
  }
  return differed;
}

/** Writes a file unless it holds just this. @returns whether it was written */
export async function change(path: string, content: string | Uint8Array): Promise<boolean> {
  const old = await readFile(path).catch(() => null);
  if (old?.equals(Buffer.from(content))) return false;
  await writeBelow(path, content);
  return true;
}

/** Writes a file and the folders above it. */
export async function writeBelow(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
