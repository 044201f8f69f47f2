/** What the SDK may ask: each action's name leads to the part of the cloud that answers it. */
import { isPlain } from '../ejson';
import { WireError } from '../errors';
import { type FunctionHost, userInfo } from '../functions/host';
import type { Caller, Callers } from '../identity';
import type { Store } from '../store/store';
import type { CloudIds } from '../wechat/cloud-id';
import type { OpenApi } from '../wechat/openapi';
import { DATABASE_ACTIONS } from './database';
import { openApiAction, wxApiAction } from './openapi';
import type { Answer } from './server';
import type { Storage } from './storage';

/** What actions work with. */
export interface ActionParts {
  store: Store;
  storage: Storage;
  host: FunctionHost;
  callers: Callers;
  cloudIds: CloudIds;
  openapi: OpenApi;
}

export class Actions {
  readonly #parts: ActionParts;

  constructor(parts: ActionParts) {
    this.#parts = parts;
  }

  /** @throws WireError INVALID_PARAM for an action nobody knows, and what the action throws */
  async dispatch(action: string, params: Record<string, unknown>): Promise<Answer> {
    this.#tell(action, params);
    const database = DATABASE_ACTIONS[action];
    if (database) {
      const { store } = this.#parts;
      const { transactionId: id } = params;
      // A rollback is always heard: who failed beside others must be able to let go of the locks.
      if (typeof id !== 'string' || id === '' || action === 'database.abortTransaction') {
        return database(store, params);
      }
      return store.transactions.operate(id, () => database(store, params));
    }
    switch (action) {
      case 'functions.invokeFunction':
        return this.#nested(params);
      case 'wx.openApi':
        return openApiAction(params, this.#openApiParts(params));
      case 'wx.api':
        return wxApiAction(params, this.#openApiParts(params));
      case 'storage.getUploadMetadata':
        return { data: this.#parts.storage.uploadMetadata(params) };
      case 'storage.batchGetDownloadUrl':
        return { data: this.#parts.storage.downloadUrls(params) };
      case 'storage.batchDeleteFile':
        return { data: this.#parts.storage.remove(params) };
      default:
        throw new WireError('INVALID_PARAM', `The local cloud does not know the action ${action}.`);
    }
  }

  #tell(action: string, params: Record<string, unknown>): void {
    const { collectionName, transactionId } = params;
    this.#parts.callers.get(params.wxCloudApiToken)?.told?.({
      action,
      collection: typeof collectionName === 'string' ? collectionName : null,
      inTransaction: typeof transactionId === 'string' && transactionId !== '',
    });
  }

  #openApiParts(params: Record<string, unknown>) {
    const caller = this.#parts.callers.get(params.wxCloudApiToken);
    const allowed = caller?.fn
      ? (this.#parts.host.find(caller.fn)?.config.openapi ?? new Set())
      : 'all';
    return {
      openapi: this.#parts.openapi,
      cloudIds: this.#parts.cloudIds,
      caller,
      allowed: allowed as ReadonlySet<string> | 'all',
    };
  }

  async #nested(params: Record<string, unknown>): Promise<object> {
    const from = this.#parts.callers.get(params.wxCloudApiToken);
    const text = String(params.request_data ?? '');
    const event: unknown = text === '' ? {} : JSON.parse(text);
    const caller: Caller = {
      identity: from?.identity ?? null,
      fn: null,
      source: from ? `${from.source},scf` : 'scf',
      depth: (from?.depth ?? 0) + 1,
      told: from?.told,
    };
    const content = { ...(isPlain(event) ? event : {}), ...userInfo(caller) };
    const answer = await this.#parts.host.run(String(params.function_name), content, caller);
    return { data: { response_data: answer } };
  }
}
