/** `wx.cloud`: calls go to the local cloud with this phone's identity. */
import { app } from '../runtime/mini-program';
import { phone } from '../runtime/phone';
import { Failure, failed, type Options, text, type WxError } from './call';
import { cloudFileUrl, downloadCloudFile } from './downloads';
import { fileBytes, toBase64 } from './files';

/** How a CloudID travels, for the cloud to open it. */
const MARK = '$cloudID';

/** CloudID of verified data, as the real one comes out of WeChat's own interfaces. */
export const cloudId = (data: unknown): Promise<string> =>
  phone.hub.cloud.cloudId(phone.person.user, data);

class CloudID {
  constructor(readonly cloudID: string) {}

  toJSON(): object {
    return { [MARK]: this.cloudID };
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** How long WeChat waits for a function (its own limit; the function's may be shorter). */
const CALL_TIMEOUT_MS = 60_000;

async function callFunction(options: Options): Promise<object> {
  const name = text(options.name);
  if (!name) throw new Failure('-501000 parameter error', { errCode: -1 });
  if (phone.settings.network === 'none') {
    await wait(60);
    throw new Failure('Error: errCode: -1 | errMsg: request:fail no network', { errCode: -1 });
  }
  // The test appid has no environment; the number is assumed.
  if (phone.settings.platform === 'devtools') {
    throw new Failure('Error: errCode: -601034 | errMsg: 没有权限，请先开通云开发', {
      errCode: -601034,
    });
  }
  const user = phone.single ? null : phone.person.user;
  const data: unknown = JSON.parse(JSON.stringify(options.data ?? {}));
  const limit = wait(CALL_TIMEOUT_MS).then(() => ({
    ok: false,
    errCode: -404012,
    errMsg: 'polling exceed max timeout retry',
  }));
  const { onlooker } = phone;
  const began = performance.now();
  const answer = await Promise.race([
    phone.hub.cloud.call(user, name, data, phone.person.user, onlooker !== null),
    limit,
  ]);
  onlooker?.called({ name, data, answer, ms: performance.now() - began });
  if (!answer.ok) {
    const { errCode = -404011, errMsg = 'cloud function execution error' } = answer;
    throw new Failure(`Error: errCode: ${errCode} | errMsg: ${errMsg}`, { errCode });
  }
  return { result: (answer as { result?: unknown }).result, requestID: crypto.randomUUID() };
}

async function uploadFile({ cloudPath, filePath }: Options): Promise<object> {
  const { user } = phone.person;
  const data = { cloudPath: text(cloudPath), base64: toBase64(fileBytes(text(filePath))) };
  const answer = await phone.hub.cloud.call(user, '__upload', data, user);
  if (!answer.ok) throw new Failure(answer.errMsg ?? 'upload', { errCode: answer.errCode ?? -1 });
  return { fileID: (answer.result as { fileID: string }).fileID, statusCode: 200 };
}

const getTempFileURL = ({ fileList }: Options): object => ({
  fileList: (Array.isArray(fileList) ? fileList : []).map((item: unknown) => {
    const fileID = typeof item === 'string' ? item : text((item as { fileID?: string }).fileID);
    return { fileID, tempFileURL: cloudFileUrl(fileID), status: 0, errMsg: 'ok' };
  }),
});

/** Cloud members say `cloud.callFunction:fail …`. */
function member(name: string, run: (options: Options) => Promise<object> | object) {
  return (options: Options = {}) => {
    const answer = (async () => ({ errMsg: `${name}:ok`, ...(await run(options)) }))().catch(
      (error: unknown) => {
        const plain: WxError = failed(`cloud.${name}`, error);
        throw Object.assign(new Error(plain.errMsg), plain);
      },
    );
    const { success, fail, complete } = options;
    if (!success && !fail && !complete) return answer;
    void answer.then(
      (result) => {
        success?.(result);
        complete?.(result);
      },
      (error: WxError) => {
        fail?.(error);
        complete?.(error);
      },
    );
    return undefined;
  };
}

const CLOSED = 'collections are closed to clients: call a cloud function';

/** A database that a phone can put its question to, and that answers none. */
function closed(): object {
  const answer = async () => {
    throw Object.assign(new Error(`cloud.database:fail ${CLOSED}`), { errCode: -502003 });
  };
  const question: object = new Proxy(() => undefined, {
    get: (_target, name) =>
      ['get', 'count', 'add', 'update', 'set', 'remove', 'end'].includes(String(name))
        ? answer
        : name === 'then'
          ? undefined
          : question,
    apply: () => question,
  });
  return question;
}

export const cloud = {
  cloud: {
    init: () => undefined,
    CloudID: (id: string) => new CloudID(id),
    callFunction: member('callFunction', callFunction),
    uploadFile: member('uploadFile', uploadFile),
    downloadFile: member('downloadFile', downloadCloudFile),
    ...Object.fromEntries(
      ['deleteFile', 'callContainer', 'connectContainer'].map((name) => [
        name,
        member(name, () => {
          throw new Failure('not supported in the preview', { errCode: -1 });
        }),
      ]),
    ),
    getTempFileURL: member('getTempFileURL', getTempFileURL),
    database() {
      if (app.strict) throw new Error(CLOSED);
      return closed();
    },
  },
};
