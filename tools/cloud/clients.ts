/**
 * The mini program's own side over HTTP, for a simulator that has no cloud: `POST /client/call`
 * `{ name, data, openid }` and `POST /client/upload` `{ cloudPath, base64 }`. Both answer
 * `{ ok: true, result }` or `{ ok: false, errCode, errMsg }` with WeChat's numbers.
 */
import type { LocalCloud } from './cloud';
import { isPlain } from './ejson';
import { CloudFault, toFault, WireError } from './errors';
import type { Extra } from './wire/server';
import { isCloudPath } from './wire/storage';

/** A function answered a person: who, which function, asked with what, and its answer. */
export interface Called {
  openid: string;
  name: string;
  data: unknown;
  result: unknown;
}

/** @param called before a person gets their answer. */
export function clientRoute(
  cloud: () => LocalCloud,
  called: (call: Called) => Promise<void> = async () => {},
): Extra {
  const routes: Record<string, (body: Record<string, unknown>) => Promise<unknown>> = {
    async '/client/call'({ name, data, openid }) {
      // Nobody is an unauthenticated call, as from Moments.
      const identity = typeof openid === 'string' && openid !== '' ? { openid } : null;
      if (typeof name !== 'string') throw wrong('call', 'name is the function that is called');
      const result = await cloud().invoke(name, data, identity);
      if (identity) await called({ openid: identity.openid, name, data, result });
      return result;
    },
    async '/client/upload'({ cloudPath, base64 }) {
      if (!isCloudPath(cloudPath))
        throw wrong('upload', `invalid cloud path: ${String(cloudPath)}`);
      if (typeof base64 !== 'string') throw wrong('upload', 'base64 is the content of the file');
      return { fileID: cloud().storage.put(cloudPath, Buffer.from(base64, 'base64')) };
    },
  };
  return async (path, body, request) => {
    const route = routes[path];
    // A web page cannot send JSON to another place without asking, and nobody answers it.
    if (!route || !/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
      return undefined;
    }
    try {
      return { ok: true, result: await route(read(body)) };
    } catch (error) {
      const { errCode, errMsg } =
        error instanceof CloudFault ? error : { errCode: -1, errMsg: (error as Error).message };
      return { ok: false, errCode, errMsg };
    }
  };
}

/** What WeChat's client says of a parameter. */
const wrong = (route: 'call' | 'upload', why: string): CloudFault =>
  toFault(
    route === 'call' ? 'cloud.callFunction' : 'cloud.uploadFile',
    new WireError('INVALID_PARAM', why),
  );

function read(body: Buffer): Record<string, unknown> {
  let asked: unknown;
  try {
    asked = JSON.parse(body.toString('utf8'));
  } catch {
    throw wrong('call', 'the request body is not JSON');
  }
  return isPlain(asked) ? asked : {};
}
