/** WeChat's own step count: a proof that only the cloud can open. The only caller of it. */
import { AppError } from './errors';

interface Proof {
  cloudID?: string;
}

/**
 * The proof of the last 31 days. WeChat asks for its scope the first time. Rejects with `werun-refused`
 * when it was refused, `werun-off` when this WeChat counts no steps.
 */
export async function werunProof(): Promise<string> {
  // Steps are told of a session; without one the next call says why there are none.
  await wx.login().catch(() => undefined);
  const proof = await wx.getWeRunData().catch((cause: { errMsg?: string; errno?: number }) => {
    const words = String(cause?.errMsg ?? cause);
    const refused = cause?.errno === 103 || cause?.errno === 104 || /auth|privacy/i.test(words);
    throw new AppError(refused ? 'werun-refused' : 'werun-off', words, cause);
  });
  const { cloudID } = proof as Proof;
  if (!cloudID) throw new AppError('werun-off', 'getWeRunData gave no CloudID');
  return cloudID;
}
