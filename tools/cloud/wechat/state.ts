/**
 * What WeChat remembers about people: the customer-service window, subscription quota, phone codes.
 * Kept in the store under a reserved name, so that it survives a restart.
 */
import type { Store } from '../store/store';

const COLLECTION = '~wechat';

/** A customer-service window; times in ms. */
export interface Window {
  /** Last message of the person, and how many answers it still allows. */
  messageAt: number;
  messageLeft: number;
  /** Last time they opened the conversation, and how many answers that allows. */
  enteredAt: number;
  enteredLeft: number;
}

export class WechatState {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  #read<T>(id: string): T | undefined {
    return this.#store.find(COLLECTION, { _id: id })[0]?.doc.value as T | undefined;
  }

  async #write(id: string, value: object | number): Promise<void> {
    await this.#store.set(COLLECTION, id, { value });
  }

  window(openid: string): Window {
    const found = this.#read<Window>(`window:${openid}`);
    return found ?? { messageAt: 0, messageLeft: 0, enteredAt: 0, enteredLeft: 0 };
  }

  setWindow(openid: string, window: Window): Promise<void> {
    return this.#write(`window:${openid}`, { ...window });
  }

  /** Accepted subscriptions left. */
  quota(openid: string, template: string): number {
    return this.#read<number>(`quota:${openid}:${template}`) ?? 0;
  }

  setQuota(openid: string, template: string, left: number): Promise<void> {
    return this.#write(`quota:${openid}:${template}`, left);
  }
}
