/** What WeChat says of the caller: a CloudID that a phone sends as text, opened on the server. */
import { callerAppid, now } from './context';
import { cloud } from './sdk';

/** How old a proof may be; WeChat's own limit is the same. */
const VALID_SECONDS = 300;

/**
 * The data behind a CloudID, or null when it is not the caller's, too old, another app's, or none at
 * all. An event that only looks opened is never read: a client can write one.
 */
export async function openProof(
  cloudID: string,
): Promise<Readonly<Record<string, unknown>> | null> {
  const { list } = await cloud.getOpenData({ list: [cloudID] });
  const data = list[0]?.data;
  if (!data?.watermark) return null;
  const { appid, timestamp } = data.watermark;
  const age = now() - Number(timestamp);
  return appid === callerAppid() && age <= VALID_SECONDS && age >= -VALID_SECONDS ? data : null;
}
