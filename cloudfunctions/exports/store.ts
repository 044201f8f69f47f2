import type { ExportFile, ExportProgress } from '../../miniprogram/contract/api';
import { collection } from '../cloud';

/** Where the reading of what is a person's goes on: a collection of theirs, a condition of it, an id. */
export interface Place {
  of: number;
  which: number;
  after: string;
}

export interface ExportDoc {
  /** The person. */
  _id: string;
  state: 'making' | 'ready';
  /** When it was asked for; from `until` on it is gone (UTC seconds). */
  at: number;
  until: number;
  /** The folder of its files, which nobody can guess. */
  secret: string;
  /** Ids of the files; empty until they have a place. */
  json: string;
  csv: string;
  /** What is in them, once they are ready. */
  sums?: Record<'json' | 'csv', Omit<ExportFile, 'address'>>;
  /** How often a piece of it was begun and not done: others come first. */
  tries: number;
  /** How far it is, once it was begun. */
  progress?: ExportProgress;
  place?: Place;
  /** How many parts were read. */
  parts: number;
}

/** What was read so far: whoever goes on needs it, and the finished export does not. */
interface PartDoc {
  /** `secret_number`, in the order in which they were read. */
  _id: string;
  uid: string;
  secret: string;
  /** Lines as JSON. */
  text: string;
}

export const exportDocs = collection<ExportDoc>('exports');
export const partDocs = collection<PartDoc>('exportParts');

export const partId = (secret: string, part: number) =>
  `${secret}_${String(part).padStart(6, '0')}`;
