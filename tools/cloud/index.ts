/**
 * A local stand-in for the WeChat cloud: the unmodified wx-server-sdk talks to it.
 * See README.md in this folder for what is real, what is emulated and what differs.
 */
import { type CloudOptions, LocalCloud } from './cloud';

export { type Project, run } from './cli/run';
export { clientRoute } from './clients';
export { type CloudOptions, LocalCloud } from './cloud';
export { CloudFault } from './errors';
export type { FaultKind, FaultRule } from './faults';
export type { LogLine } from './functions/host';
export type { Runner } from './functions/pool';
export type { Job, Outcome, WorkerOptions } from './functions/worker';
export { type Asked, type Identity, LOCAL_APPID, LOCAL_ENV } from './identity';
export { scanText } from './store/scan-report';
export { CloudID } from './wechat/cloud-id';
export { codePayload, parseCodePayload } from './wechat/code';
export { OpenApiError } from './wechat/errors';
export type { OpenApiCall } from './wechat/openapi';

/**
 * Starts a cloud on a free port.
 * @throws Error when the port or the data folder is taken, or indexes.json is wrong
 */
export async function startCloud(options: CloudOptions): Promise<LocalCloud> {
  return new LocalCloud(options).listen();
}
