/** WeChat's project compiler, and the package limits it would enforce at upload. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** R8-2: main package at most 1.5 MB, every subpackage at most 2 MB. */
const LIMITS = { main: 1.5 * 1024 * 1024, sub: 2 * 1024 * 1024 };

const run = promisify(execFile);

type Result = { sizes: [string, number][] } | { error: string };

export interface ProjectReport {
  complaints: string[];
  /** Bytes by package; "" is the main one. */
  packages: Map<string, number>;
}

/** @param folder with a project.config.json, and in `miniprogram/` what it leads to. */
export async function checkProject(folder: string): Promise<ProjectReport> {
  const packages = new Map<string, number>([['', 0]]);
  // The compiler leaves a folder where it is started.
  const cwd = mkdtempSync(join(tmpdir(), 'bandmates-wechat-'));
  const compile = join(import.meta.dirname, 'compile.cjs');
  const { stdout: output } = await run(process.execPath, [compile, folder], {
    cwd,
    maxBuffer: 64e6,
  });
  rmSync(cwd, { recursive: true });
  const line = output.trim().split('\n').at(-1) ?? '';
  const result = JSON.parse(
    line.startsWith('{') ? line : `{"error":${JSON.stringify(output)}}`,
  ) as Result;
  if ('error' in result) return { complaints: [`project: ${result.error}`], packages };
  const app = JSON.parse(readFileSync(join(folder, 'miniprogram/app.json'), 'utf8')) as {
    subPackages?: { root: string }[];
  };
  const roots = (app.subPackages ?? []).map(({ root }) => root);
  for (const [file, bytes] of result.sizes) {
    const root = roots.find((candidate) => file.includes(`${candidate}/`)) ?? '';
    packages.set(root, (packages.get(root) ?? 0) + bytes);
  }
  const complaints = [...packages]
    .filter(([root, bytes]) => bytes > (root ? LIMITS.sub : LIMITS.main))
    .map(([root, bytes]) => `package ${root || 'main'} has ${bytes} bytes, over its limit`);
  return { complaints, packages };
}
