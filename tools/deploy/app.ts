/** The app itself: uploaded by WeChat's own tool in a process of its own, which it does not leave alive. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../build/files';
import { RELEASE } from '../build/release';
import { installCompilers } from '../wechat/install';

export interface AppAccount {
  appid: string;
  /** The upload key of 开发管理 → 开发设置 → 小程序代码上传, and this machine is on its address list. */
  keyFile: string;
}

/** The version of package.json, which the console shows. */
export const appVersion = (): string =>
  (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;

/** Uploads the tree of `buildRelease`. Rejects with WeChat's own sentence when it refuses. */
export async function uploadApp({ appid, keyFile }: AppAccount): Promise<void> {
  await installCompilers();
  // The compiler leaves a folder where it is started.
  const cwd = mkdtempSync(join(tmpdir(), 'deploy-'));
  try {
    const script = join(ROOT, 'tools/deploy/upload.cjs');
    const output = execFileSync(
      process.execPath,
      [script, appid, keyFile, appVersion(), 'npm run deploy', RELEASE],
      { cwd, maxBuffer: 64e6, stdio: ['ignore', 'pipe', 'ignore'] },
    ).toString();
    const last = output.trim().split('\n').at(-1) ?? '';
    const { error } = JSON.parse(last.startsWith('{') ? last : '{"error":"no answer"}') as {
      error?: string;
    };
    if (error) throw new Error(`The app was not uploaded: ${error}`);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
