/** A journal folder in memory that can be killed at any step, in the middle of that step. */
import { AppError } from '../../miniprogram/phone/errors';
import type { JournalFiles } from '../../miniprogram/phone/files';

/** What a test sees when the app was killed. */
export class Killed extends Error {}

export interface MemoryFolder {
  /** Survives a kill, as the phone's storage does. */
  files: Map<string, string>;
  /** Steps taken so far. */
  steps: number;
  /** The step at which the app dies, with `part` (0–1) of a write on the disk; then all fails. */
  killAt: number;
  part: number;
  /** Bytes that fit. */
  space: number;
}

export const memoryFolder = (files = new Map<string, string>()): MemoryFolder => ({
  files,
  steps: 0,
  killAt: Number.POSITIVE_INFINITY,
  part: 0,
  space: Number.POSITIVE_INFINITY,
});

export function memoryFiles(folder: MemoryFolder): JournalFiles {
  const step = (torn: (part: number) => void = () => {}) => {
    folder.steps++;
    if (folder.steps > folder.killAt) throw new Killed('dead');
    if (folder.steps === folder.killAt) {
      torn(folder.part);
      throw new Killed('killed here');
    }
  };
  const used = () => [...folder.files.values()].reduce((sum, text) => sum + text.length, 0);
  const put = (name: string, before: string, text: string) => {
    const part = (share: number) =>
      void folder.files.set(name, before + text.slice(0, Math.floor(text.length * share)));
    step((share) => {
      if (share > 0) part(share);
    });
    if (
      used() - (folder.files.get(name)?.length ?? 0) + before.length + text.length >
      folder.space
    ) {
      throw new AppError('storage-full', 'no space');
    }
    part(1);
  };
  const need = (name: string) => {
    const text = folder.files.get(name);
    if (text === undefined) throw new AppError('unexpected', `no file ${name}`);
    return text;
  };
  return {
    async list() {
      step();
      return [...folder.files.keys()];
    },
    async read(name) {
      step();
      return need(name);
    },
    async append(name, text) {
      put(name, folder.files.get(name) ?? '', text);
    },
    async write(name, text) {
      put(name, '', text);
    },
    async rename(from, to) {
      step((share) => {
        if (share === 1) move(from, to);
      });
      move(from, to);
    },
    async remove(name) {
      step((share) => {
        if (share === 1) folder.files.delete(name);
      });
      need(name);
      folder.files.delete(name);
    },
  };
  function move(from: string, to: string) {
    folder.files.set(to, need(from));
    folder.files.delete(from);
  }
}
