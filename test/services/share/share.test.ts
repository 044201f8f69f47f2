import { describe, expect, test } from '@jest/globals';
import {
  askShares,
  createSnapshot,
  liveShares,
  recordShare,
  revokeShare,
  snapshotPath,
  snapshotQuery,
} from '../../../miniprogram/services/share/index';
import { fakeCloud, NOW, sampleSnapshot } from '../../helpers/people';
import { installWx } from '../../helpers/wx';

const wxNow = installWx();

describe('shares', () => {
  test('R4-8 a link carries an id and nothing else', () => {
    expect(snapshotQuery('a&b=c')).toBe('id=a%26b%3Dc');
    expect(snapshotPath('abc')).toBe('/packages/share/day/day?id=abc');
  });

  test('R4-3 only shares that still open are listed, each once, newest first', () => {
    recordShare(sampleSnapshot({ id: 'old', expiresAt: NOW - 1 }));
    recordShare(sampleSnapshot({ id: 'one' }));
    recordShare(sampleSnapshot({ id: 'two' }));
    recordShare(sampleSnapshot({ id: 'one' }));
    expect(liveShares(NOW).map(({ id }) => id)).toEqual(['one', 'two']);
  });

  test('R4-3 what another phone sent is listed, what was only looked at here is not', async () => {
    const rows = ['here', 'there', 'looked'].map((id) => ({
      ...{ id, day: 20261122, steps: 1, expiresAt: NOW + 60 },
    }));
    wxNow().cloud = fakeCloud({
      'share.create': sampleSnapshot({ id: 'looked' }),
      'share.list': { shares: rows },
    }).cloud;
    recordShare(sampleSnapshot({ id: 'withdrawn-elsewhere' }));
    await createSnapshot(20261122);
    await askShares();
    expect(liveShares(NOW).map(({ id }) => id)).toEqual(['here', 'there']);
    recordShare(sampleSnapshot({ id: 'looked' }));
    await askShares();
    expect(liveShares(NOW).map(({ id }) => id)).toEqual(['here', 'there', 'looked']);
  });

  test('R4-3 withdrawing takes it off the list, also when the cloud has lost it already', async () => {
    recordShare(sampleSnapshot({ id: 'one' }));
    wxNow().cloud = fakeCloud({ 'share.revoke': { refused: 'share-gone' } }).cloud;
    await revokeShare('one');
    expect(liveShares(NOW)).toEqual([]);
  });

  test('R4-3 a share that could not be withdrawn stays on the list', async () => {
    recordShare(sampleSnapshot({ id: 'one' }));
    wxNow().cloud = fakeCloud({ 'share.revoke': { refused: 'internal' } }).cloud;
    await expect(revokeShare('one')).rejects.toMatchObject({ code: 'internal' });
    expect(liveShares(NOW)).toHaveLength(1);
  });
});
