import { describe, expect, test } from '@jest/globals';
import { phoneFiles } from '../../miniprogram/phone/files';
import { openJournal } from '../../miniprogram/services/activity/journal/journal';
import { installWx } from '../helpers/wx';
import { fakeFileSystem } from '../helpers/wx-files';

const fs = { current: fakeFileSystem() };
installWx(() => {
  fs.current = fakeFileSystem();
  return { getFileSystemManager: () => fs.current.manager };
});

const PAGE = {
  band: 'b',
  at: 1,
  source: 'direct' as const,
  readings: [],
  counters: [],
  cursor: 'x',
};

describe("the journal in WeChat's user folder", () => {
  test('a first page creates folder and file, a second start reads it back', async () => {
    await (await openJournal(phoneFiles())).append(PAGE);
    expect([...fs.current.files.keys()]).toEqual(['wxfile://usr/journal/1.log']);
    expect((await openJournal(phoneFiles())).cursor('b')).toBe('x');
  });

  test('a compaction leaves one file', async () => {
    const limits = { keepDays: 35, maxBytes: 1e6, compactAboveBytes: 0 };
    const journal = await openJournal(phoneFiles(), limits);
    for (let n = 0; n < 5; n++) await journal.append(PAGE);
    await journal.tidy(1);
    expect([...fs.current.files.keys()]).toEqual(['wxfile://usr/journal/2.log']);
  });

  test('no room is storage-full, anything else is unexpected, and both keep what WeChat said', async () => {
    const files = phoneFiles();
    const failing = (errMsg: string) => (o: { fail(cause: { errMsg: string }): void }) =>
      o.fail({ errMsg });
    const manager = fs.current.manager as Record<string, unknown>;
    manager.appendFile = failing('appendFile:fail the maximum size of the file storage limit');
    await expect(files.append('1.log', 'a')).rejects.toMatchObject({
      code: 'storage-full',
      cause: { errMsg: expect.stringContaining('maximum size') },
    });
    manager.appendFile = failing('appendFile:fail permission denied');
    await expect(files.append('1.log', 'a')).rejects.toMatchObject({ code: 'unexpected' });
  });
});
