/** `npm run band`: what it prints and how it ends. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import type { BandKit } from '../../../miniprogram/bands/kit';
import { DRIVERS } from '../../../miniprogram/bands/registry';
import { modelOf } from '../../../miniprogram/contract/makers';
import { check } from '../../../tools/band/check/check';
import { codesOf } from '../../../tools/band/commands/codes';
import { decodeWith } from '../../../tools/band/commands/decode';
import { newCommand, scaffold } from '../../../tools/band/commands/new';
import { bandsTable, withTable } from '../../../tools/band/commands/table';
import { Mistake } from '../../../tools/band/mistake';
import { kitOf } from '../../../tools/harness/kits';

const ROOT = join(__dirname, '../../..');
const kit = async (id: string): Promise<BandKit> => (await kitOf(id, require))!;

describe('decode', () => {
  test('says what values mean, over as many as there are', async () => {
    const codoon = await kit('codoon');
    expect(decodeWith(codoon, '2A19', ['aa8c030000043d'])).toEqual({
      from: 'band',
      means: [{ name: 'frameCount', means: 4 }],
    });
    const two = ['fe010022271100010a0018848004200128023a06', '001a7dda7113620647756d705758'];
    expect(decodeWith(await kit('wechat-airsync'), '0xfec8', two)).toMatchObject({
      means: [{ name: 'authRequest', fields: { mac: '001a7dda7113' } }],
    });
  });

  test('a bad frame has a reason; hex that is none and places that are none are told', async () => {
    const codoon = await kit('codoon');
    expect(decodeWith(codoon, '2a19', ['aa8c030000043e'])).toEqual({ reason: 'checksum' });
    expect(() => decodeWith(codoon, '2a19', ['xyz'])).toThrow(
      '"xyz" is not hex: give two digits a byte',
    );
    expect(() => decodeWith(codoon, '2a20', ['00'])).toThrow('2A19');
    expect(() => decodeWith(codoon, '2a19', [])).toThrow(Mistake);
  });
});

describe('R9-2 as a maker types it', () => {
  /** What `tools/run.mjs` says and ends with. */
  const run = (...words: string[]) =>
    spawnSync(process.execPath, ['tools/run.mjs', ...words], { cwd: ROOT, encoding: 'utf8' });

  test('the command runs', () => {
    expect(run('tools/band/main.ts', 'decode', 'codoon', '2A19', 'aa8c030000043d')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('"name": "frameCount"'),
      stderr: '',
    });
  });

  test('a command that is none, a syntax error and an import of what is not there are one sentence', () => {
    expect(run('tools/band/main.ts', 'chek', 'codoon')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^There is no command "chek": .*\n$/),
    });
    const folder = mkdtempSync(join(tmpdir(), 'broken-'));
    const broken = join(folder, 'driver.ts');
    for (const [text, told] of [
      ['export const x = 1;\nexport const y = ;', /driver\.ts:2: Unexpected ";"\n$/],
      ["import './nothere';", /driver\.ts:1: Could not resolve "\.\/nothere"\n$/],
    ] as const) {
      writeFileSync(broken, text);
      const { status, stderr } = run(broken);
      expect([status, stderr.split('\n').length]).toEqual([1, 2]);
      expect(stderr).toMatch(told);
    }
    rmSync(folder, { recursive: true });
  });
});

describe('codes', () => {
  const codes = (id: string, text: string) => codesOf(modelOf(id)!, text);

  test('R2-1 R2-2 are a link, a scene and a barcode, each as the app reads it', () => {
    const { rows, faults } = codes('mambo', 'serial,batch\nA4C1380B77E2,7\n\n"SN-00A42";8\n');
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      'A4C1380B77E2,https://lifesense.com/b/mambo/A4C1380B77E2,b.mambo.A4C1380B77E2,A4C1380B77E2',
      'SN-00A42,https://lifesense.com/b/mambo/SN-00A42,b.mambo.SN-00A42,SN-00A42',
    ]);
  });

  test('what one code cannot carry is left out of it', () => {
    expect(codes('mambo', 'x_1\nABCDEFGHIJKLMNOPQRSTUVWXYZ12').rows).toEqual([
      'x_1,https://lifesense.com/b/mambo/x_1,b.mambo.x_1,',
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ12,https://lifesense.com/b/mambo/ABCDEFGHIJKLMNOPQRSTUVWXYZ12,,',
    ]);
  });

  test('a serial that no band should have, one that stands twice and a maker without domain are told', () => {
    expect(codes('mambo', 'a b\n0000\nab12cd\nAB12CD')).toEqual({
      rows: ['ab12cd,https://lifesense.com/b/mambo/ab12cd,b.mambo.ab12cd,ab12cd'],
      faults: [
        expect.stringMatching(/^line 1, "a b", fits no code/),
        'line 2, "0000", is what firmware says that was given none',
        'line 4, "AB12CD", stands in line 3 already',
      ],
    });
    expect(codes('mi-band', 'AB12CD')).toEqual({
      rows: ['AB12CD,,b.mi-band.AB12CD,AB12CD'],
      faults: ['xiaomi has no domain in the catalogue, so there are no links'],
    });
  });
});

describe('the table of supported bands', () => {
  test('in README.md is the one of the registry: npm run band -- table', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    expect(withTable(readme)).toBe(readme);
  });

  test('has a line for every protocol, and leaves the rest alone', () => {
    const table = bandsTable();
    for (const { id } of DRIVERS) expect(table).toContain(`| [${id}](`);
    expect(() => withTable('no marks')).toThrow('README.md has no');
  });
});

describe('new', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'band-new-'));
    const bands = join(folder, 'miniprogram/bands');
    mkdirSync(bands, { recursive: true });
    mkdirSync(join(folder, 'miniprogram/protocols'));
    for (const name of [
      'ble',
      'lib',
      'contract',
      'protocols/driver.ts',
      'bands/kit',
      'bands/common',
      'bands/virtual',
    ]) {
      symlinkSync(join(ROOT, 'miniprogram', name), join(folder, 'miniprogram', name));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test.each(['records', 'days'] as const)('writes files of %s that compile', (kind) => {
    const places = scaffold('my-band', folder, kind);
    expect(places).toContain('miniprogram/bands/my-band/PROTOCOL.md');
    expect(places).toContain('miniprogram/protocols/my-band.ts');
    expect(places).toContain('test/fixtures/my-band.vectors.json');
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
    const files = places.filter((place) =>
      /(bands\/my-band\/\w+|protocols\/my-band)\.ts$/.test(place),
    );
    const program = ts.createProgram(
      files.filter((place) => !place.includes('.test.')).map((place) => join(folder, place)),
      {
        ...options,
        lib: ['lib.es2020.d.ts', 'lib.es2022.error.d.ts', 'lib.dom.d.ts'],
        types: [],
        preserveSymlinks: true,
      },
    );
    // What these import is checked with the rest of the repository.
    const written = program.getSourceFiles().filter(({ fileName }) => fileName.includes('my-band'));
    expect(written.length).toBeGreaterThan(5);
    const faults = written.flatMap((file) => [...ts.getPreEmitDiagnostics(program, file)]);
    expect(faults.map(({ messageText }) => messageText)).toEqual([]);
  });

  test.each(['records', 'days'] as const)(
    'R9-2 a band of %s keeps every clause of a sync at once; what is its own is still to write',
    async (kind) => {
      scaffold('my-band', folder, kind);
      const { kit: fresh } = require(join(folder, 'miniprogram/bands/my-band/kit.ts')) as {
        kit: BandKit;
      };
      const failed: string[] = [];
      for await (const { clause, passed, detail } of check(fresh, []))
        if (passed === false) failed.push(`${clause}: ${detail}`);
      expect(failed.map((text) => text.split(':')[0])).toEqual(['recognition', 'vectors', 'says']);
    },
  );

  test('a name that is taken or is none is refused in a sentence', async () => {
    await expect(newCommand(['codoon'])).rejects.toThrow('There is a protocol "codoon" already');
    await expect(newCommand(['My Band'])).rejects.toThrow('small letters');
    await expect(newCommand(['my-'])).rejects.toThrow('small letters');
    for (const word of ['all', 'kit', 'driver']) {
      await expect(newCommand([word])).rejects.toThrow(`"${word}" is a word of the code`);
    }
    await expect(newCommand([])).rejects.toBeInstanceOf(Mistake);
    await expect(newCommand(['my-band', 'weeks'])).rejects.toThrow('new <id> [records|days]');
    scaffold('my-band', folder);
    expect(() => scaffold('my-band', folder)).toThrow('EEXIST');
  });
});
