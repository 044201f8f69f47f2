import { describe, expect, jest, test } from '@jest/globals';
import { onStorageFull, stored } from '../../miniprogram/phone/store';
import { installWx } from '../helpers/wx';

const wxNow = installWx();
const isNumber = (value: unknown) => typeof value === 'number';

describe('a stored value', () => {
  test('is read once, whoever asks and however often', () => {
    wxNow().storage.set('bm.n', 3);
    const read = jest.spyOn(
      wxNow() as unknown as { getStorageSync(key: string): unknown },
      'getStorageSync',
    );
    expect([stored('n', 0, isNumber).get(), stored('n', 0, isNumber).get()]).toEqual([3, 3]);
    stored('n', 0, isNumber).set(4);
    expect(stored('n', 0, isNumber).get()).toBe(4);
    stored('n', 0, isNumber).clear();
    expect(stored('n', 0, isNumber).get()).toBe(0);
    expect(read).toHaveBeenCalledTimes(1);
  });

  describe('for which the phone has no room', () => {
    const fill = () => {
      jest.spyOn(console, 'error').mockImplementation(() => undefined);
      wxNow().setStorageSync = () => {
        throw new Error('setStorageSync:fail exceed storage max size');
      };
    };

    test('is known until the app ends; who listens is told, once', () => {
      const told = jest.fn();
      onStorageFull(told);
      const slot = stored('n', 0, isNumber);
      expect(slot.set(1)).toBe(true);
      fill();
      expect([slot.set(2), stored('m', 0, isNumber).set(5)]).toEqual([false, false]);
      expect([slot.get(), wxNow().storage.get('bm.n')]).toEqual([2, 1]);
      expect(told).toHaveBeenCalledTimes(1);
    });

    test('and which is worth nothing unless it is kept is refused, and the old one stays', () => {
      const slot = stored('n', 0, isNumber);
      slot.commit(1);
      fill();
      expect(() => slot.commit(2)).toThrow(expect.objectContaining({ code: 'storage-full' }));
      expect(slot.get()).toBe(1);
    });
  });

  test('that cannot be read now reads as nothing, and is asked for again', () => {
    const complain = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const { getStorageSync } = wxNow();
    wxNow().storage.set('bm.n', 5);
    wxNow().getStorageSync = () => {
      throw new Error('getStorageSync:fail');
    };
    const slot = stored('n', 0, isNumber);
    expect(slot.get()).toBe(0);
    wxNow().getStorageSync = getStorageSync;
    expect(slot.get()).toBe(5);
    expect(complain).toHaveBeenCalledTimes(1);
  });
});
