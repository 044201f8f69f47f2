/**
 * The mini program's own side over HTTP, for a simulator that has no cloud: `POST /client/call`
 * `{ name, data, openid }` and `POST /client/upload` `{ cloudPath, base64 }`. Both answer
 * `{ ok: true, result }` or `{ ok: false, errCode, errMsg }` with WeChat's numbers.
 */
import type { LocalCloud } from './cloud';
import { isPlain } from './ejson';
import { CloudFault } from './errors';
import type { Extra } from './wire/server';

/** @param called after a function answered: whom it is about, which function, and with what. */
export function clientRoute(
  cloud: () => LocalCloud,
  called: (openid: string, name: string, data: unknown) => Promise<void> = async () => {},
): Extra {
  const routes: Record<string, (body: Record<string, unknown>) => Promise<unknown>> = {
    async '/client/call'({ name, data, openid }) {
      // Nobody is an unauthenticated call, as from Moments.
      const identity = typeof openid === 'string' && openid !== '' ? { openid } : null;
      const result = await cloud().invoke(String(name), data, identity);
      if (identity) await called(identity.openid, String(name), data);
      return result;
    },
    async '/client/upload'({ cloudPath, base64 }) {
      const bytes = Buffer.from(String(base64), 'base64');
      return { fileID: cloud().storage.put(String(cloudPath), bytes) };
    },
  };
  return async (path, body, request) => {
    const route = routes[path];
    // A web page cannot send JSON to another place without asking, and nobody answers it.
    if (!route || request.headers['content-type'] !== 'application/json') return undefined;
    try {
      const asked: unknown = JSON.parse(body.toString('utf8'));
      return { ok: true, result: await route(isPlain(asked) ? asked : {}) };
    } catch (error) {
      const { errCode, errMsg } =
        error instanceof CloudFault ? error : { errCode: -1, errMsg: (error as Error).message };
      return { ok: false, errCode, errMsg };
    }
  };
}
