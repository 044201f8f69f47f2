/** What the phones have shared, and what the functions have sent: the panel's memory. */
import { Signal } from './signal';

export interface Share {
  id: number;
  /** Who shared it. */
  from: string;
  kind: 'chat' | 'moments' | 'file';
  title: string;
  /** Page path with query, no leading slash; of a file an address that carries it. */
  path: string;
  /** A picture the browser can show, or null. */
  image: string | null;
}

/** A line of the support chat, from the person or from the mini program's people. */
export interface ChatLine {
  from: 'person' | 'desk';
  text: string;
}

export class Shares {
  readonly changed = new Signal<void>();
  readonly list: Share[] = [];
  private nextId = 1;

  add(share: Omit<Share, 'id'>): Share {
    const added = { ...share, id: this.nextId++ };
    this.list.unshift(added);
    this.changed.emit();
    return added;
  }

  clear(): void {
    this.list.length = 0;
    this.changed.emit();
  }
}
