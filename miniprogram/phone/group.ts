/** Chat groups, as far as WeChat tells: a proof for the cloud, and cards that carry one. */
import { AppError } from './errors';

/**
 * WeChat's proof of the group whose card was tapped, which the cloud opens; nothing else is taken from
 * a group. Rejects with the AppError `proof-refused` where no card of a group was.
 */
export function groupProof(): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: unknown) =>
      reject(new AppError('proof-refused', 'no group was entered', cause));
    wx.getGroupEnterInfo({
      success: ({ cloudID }) => (cloudID ? resolve(cloudID) : refuse('no CloudID')),
      fail: refuse,
    });
  });
}

/** Cards of this page tell the group they are tapped in. An iPhone loses that with `isUpdatableMessage`. */
export function carryGroup(): void {
  wx.showShareMenu({ withShareTicket: true, fail: () => {} });
}
