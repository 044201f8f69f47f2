/**
 * The SDK's requests handed to a local cloud of the same process, neither signed nor sent: half of what
 * a call costs is that. What they carry and how answers are read stays the SDK's; `direct.test.ts` holds
 * it to what is answered over HTTP.
 */
import type { startCloud } from '../../tools/cloud';

type LocalCloud = Awaited<ReturnType<typeof startCloud>>;
type Params = Readonly<Record<string, unknown>>;

/** What of the SDK's request is used. */
interface Requester {
  args: { isFormData?: boolean };
  hooks: {
    handleData?(body: unknown, error: null, response: { headers: Record<string, string> }): unknown;
  };
  prepareCredentials(): Promise<void>;
  makeParams(): Promise<Params>;
}

interface Requesting {
  prototype: { request(this: Requester): Promise<unknown> };
}

const { TcbApiHttpRequester: SDK } = require('@cloudbase/node-sdk/dist/utils/tcbapirequester') as {
  TcbApiHttpRequester: Requesting;
};
const JSON_TYPE = 'application/json; charset=utf-8';
const BYTES_TYPE = 'application/octet-stream';

/** As a form's parts arrive: texts, but for the bytes of `requestData`. */
const formed = (params: Params): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      name === 'requestData' ? Buffer.from(value as Buffer) : String(value),
    ]),
  );

const jsoned = (params: Params): Record<string, unknown> => JSON.parse(JSON.stringify(params));

/** Has the SDK ask this cloud. Returns the way back. */
export function askDirectly(cloud: LocalCloud): () => void {
  const { request } = SDK.prototype;
  // Or it warns of slow requests, and takes one whose answer was lost for one until after the end.
  process.env.SILENCE = 'true';
  SDK.prototype.request = async function () {
    await this.prepareCredentials();
    const params = await this.makeParams();
    const form = this.args.isFormData === true;
    const answer = await cloud.answer(form ? formed(params) : jsoned(params));
    if (answer === null) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const json = typeof answer === 'string';
    const { handleData } = this.hooks;
    if (!handleData) return json ? JSON.parse(answer) : answer;
    const headers = { 'content-type': json ? JSON_TYPE : BYTES_TYPE };
    return handleData(json ? Buffer.from(answer) : answer, null, { headers });
  };
  return () => {
    delete process.env.SILENCE;
    SDK.prototype.request = request;
  };
}
