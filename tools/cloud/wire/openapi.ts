/** `wx.openApi` (protobuf) and `wx.api` (JSON). */
import { isPlain } from '../ejson';
import { WireError } from '../errors';
import type { Caller } from '../identity';
import type { CloudIds } from '../wechat/cloud-id';
import type { OpenApi, OpenApiOutcome } from '../wechat/openapi';
import {
  type OpenApiRequest,
  readCloudIds,
  readOpenApiRequest,
  writeOpenApiAnswer,
  writeOpenData,
} from './openapi-proto';

export interface OpenApiParts {
  openapi: OpenApi;
  cloudIds: CloudIds;
  caller: Caller | undefined;
  allowed: ReadonlySet<string> | 'all';
}

/** Data of an openapi call: JSON values, files as `{ contentType, value, fileName }`. */
function dataOf(request: OpenApiRequest): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const { key, value, contentType, fileName } of request.pairs) {
    const bytes = Buffer.from(value);
    // The SDK names the content type wrongly and so never sends it: a file shows by its name.
    if (contentType || fileName) data[key] = { contentType, fileName, value: bytes };
    else {
      const text = bytes.toString('utf8');
      try {
        data[key] = JSON.parse(text);
      } catch {
        data[key] = text;
      }
    }
  }
  return data;
}

function json(value: object): Buffer {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

function answerOf(outcome: OpenApiOutcome): Buffer {
  if ('refused' in outcome) return writeOpenApiAnswer({ errorCode: outcome.refused });
  const contentType = 'application/json; charset=utf-8';
  if ('error' in outcome) {
    const { errcode, errmsg } = outcome.error;
    return writeOpenApiAnswer({ data: json({ errcode, errmsg }), contentType });
  }
  const { result } = outcome;
  if (isPlain(result) && Buffer.isBuffer(result.buffer)) {
    return writeOpenApiAnswer({ data: result.buffer, contentType: String(result.contentType) });
  }
  return writeOpenApiAnswer({ data: json({ errcode: 0, errmsg: 'ok', ...result }), contentType });
}

/** A person's open data behind CloudIDs, for `cloud.getOpenData`. */
function openData(request: OpenApiRequest, parts: OpenApiParts): Buffer {
  const caller = parts.caller ?? { identity: null, fn: null, source: '', depth: 0 };
  const items = readCloudIds(request.service!.data).map((cloudId) => ({
    cloudId,
    json: JSON.stringify(parts.cloudIds.open(cloudId, caller)),
  }));
  return writeOpenApiAnswer({
    data: writeOpenData(items),
    contentType: 'application/octet-stream',
  });
}

/** Answers a `wx.openApi` request. */
export async function openApiAction(
  params: Readonly<Record<string, unknown>>,
  parts: OpenApiParts,
): Promise<Buffer> {
  const body = params.requestData;
  if (!Buffer.isBuffer(body)) throw new WireError('INVALID_PARAM', 'requestData is missing');
  const request = readOpenApiRequest(body);
  if (request.service) {
    if (request.service.name === 'ApiGetOpenDataByCloudId') return openData(request, parts);
    return writeOpenApiAnswer({ errorCode: -604100 });
  }
  const api = String(params.apiName);
  return answerOf(await parts.openapi.run(api, dataOf(request), parts.caller, parts.allowed));
}

/** Answers a `wx.api` request (`cloud.callOpenAPI`). */
export async function wxApiAction(
  params: Readonly<Record<string, unknown>>,
  parts: OpenApiParts,
): Promise<object> {
  const text = String(params.requestData ?? '');
  const data: unknown = text === '' ? {} : JSON.parse(text);
  const api = String(params.apiName);
  const outcome = await parts.openapi.run(
    api,
    isPlain(data) ? data : {},
    parts.caller,
    parts.allowed,
  );
  if ('refused' in outcome) {
    throw new WireError('FUNCTIONS_REQUEST_FAIL', `errCode: ${outcome.refused}`);
  }
  const body =
    'error' in outcome
      ? { errcode: outcome.error.errcode, errmsg: outcome.error.errmsg }
      : { errcode: 0, errmsg: 'ok', ...outcome.result };
  return { data: { responseData: JSON.stringify(body) } };
}
