import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildRelease } from '../../../tools/build/release';
import { weigh } from '../../../tools/build/weights';

describe('the tree of a release', () => {
  const out = mkdtempSync(join(tmpdir(), 'release-'));
  const app = join(out, 'miniprogram');
  let files: string[] = [];

  beforeAll(async () => {
    await buildRelease(out);
    files = readdirSync(app, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('miniprogram_npm'))
      .map((entry) => join(entry.parentPath, entry.name).slice(app.length + 1));
  });
  afterAll(() => rmSync(out, { recursive: true }));

  test('R9-6 has no lab, and no virtual band but the one that everybody may try', () => {
    const virtual = files.filter((file) => /(^|\/)(lab|kit|virtual)(\/|\.|-)/.test(file));
    const lab = ['services/bands/lab.ts', 'services/bands/lab-door.ts'];
    const unexpected = virtual.filter(
      (file) => !/^bands\/(wechat-airsync\/)?virtual\//.test(file) && !lab.includes(file),
    );
    expect(unexpected).toEqual([]);
    expect(virtual).toContain('bands/wechat-airsync/virtual/band.ts');
    const door = readFileSync(join(app, 'services/bands/lab-door.ts'), 'utf8');
    expect(door).not.toContain('bands/lab');
    // Uploaded it is a develop version at first: no row may lead to what is not there.
    expect(door).toContain('HAS_LAB: boolean = false');
    expect(readFileSync(join(app, 'app.json'), 'utf8')).not.toContain('packages/lab');
    const scripts = files.filter((file) => file.endsWith('.ts'));
    const named = scripts.filter((file) =>
      /createVirtual(?!AirSync|Radio)/.test(readFileSync(join(app, file), 'utf8')),
    );
    expect(named).toEqual([]);
  });

  test('R2-11 is no band itself: the peripheral side of WeChat is the lab’s alone', () => {
    const named = files.filter((file) =>
      /BLEPeripheral/.test(readFileSync(join(app, file), 'utf8')),
    );
    expect(named).toEqual([]);
  });

  test('has everything else: every page, every driver, and all that they lead to', async () => {
    const { packages } = await weigh(app);
    expect([...packages.keys()]).toEqual([
      ...['', 'packages/add', 'packages/band', 'packages/boards', 'packages/history'],
      ...['packages/me', 'packages/share', 'packages/desk', 'bands'],
    ]);
    const drivers = files.filter((file) => /^bands\/[^/]+\/driver\.ts$/.test(file));
    const own = readdirSync('miniprogram/bands').filter((name) =>
      existsSync(join('miniprogram/bands', name, 'driver.ts')),
    );
    expect(drivers).toHaveLength(own.length);
    expect(existsSync(join(app, 'miniprogram_npm/tdesign-miniprogram/button/button.js'))).toBe(
      true,
    );
  });

  test('is a project of its own, without functions', () => {
    const config = JSON.parse(readFileSync(join(out, 'project.config.json'), 'utf8'));
    expect(config).toMatchObject({ miniprogramRoot: 'miniprogram/', compileType: 'miniprogram' });
    expect(config).not.toHaveProperty('cloudfunctionRoot');
  });
});
