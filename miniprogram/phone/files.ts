/** Where the journal's files live. The only caller of WeChat's file system. */
import { AppError } from './errors';

/** A folder of text files. Every call rejects with an AppError; `storage-full` when it is space. */
export interface JournalFiles {
  /** Names in the folder; an absent folder is created. */
  list(): Promise<string[]>;
  read(name: string): Promise<string>;
  /** Adds to the end; creates the file. Resolved means durable. */
  append(name: string, text: string): Promise<void>;
  write(name: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
}

type Outcome<T> = { success: (result: T) => void; fail: (cause: { errMsg: string }) => void };

function done<T = unknown>(what: string, start: (outcome: Outcome<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start({
      success: resolve,
      fail: (cause) => {
        const text = `${what}: ${cause.errMsg}`;
        const full = /exceed|limit|no space|ENOSPC|quota/i.test(text);
        reject(new AppError(full ? 'storage-full' : 'unexpected', text, cause));
      },
    });
  });
}

/** Takes away every file that the app keeps on this phone. What cannot go now is tried the next time. */
export async function clearFiles(): Promise<void> {
  const fs = wx.getFileSystemManager();
  const root = wx.env.USER_DATA_PATH;
  const { files } = await done<{ files: string[] }>('readdir', (o) =>
    fs.readdir({ dirPath: root, ...o }),
  );
  for (const name of files) {
    const path = `${root}/${name}`;
    await done('unlink', (o) => fs.unlink({ filePath: path, ...o })).catch(() =>
      done('rmdir', (o) => fs.rmdir({ dirPath: path, recursive: true, ...o })).catch(() => {}),
    );
  }
}

/** The folder `journal` below WeChat's user folder: kept until the mini program is removed. */
export function phoneFiles(): JournalFiles {
  const folder = `${wx.env.USER_DATA_PATH}/journal`;
  const fs = wx.getFileSystemManager();
  const path = (name: string) => `${folder}/${name}`;
  const present = new Set<string>();

  const ensure = async (name: string) => {
    if (present.has(name)) return;
    await done('access', (o) => fs.access({ path: path(name), ...o })).catch(() =>
      // appendFile refuses a file that is not there
      done('create', (o) =>
        fs.writeFile({ filePath: path(name), data: '', encoding: 'utf8', ...o }),
      ),
    );
    present.add(name);
  };

  return {
    async list() {
      await done('access', (o) => fs.access({ path: folder, ...o })).catch(() =>
        done('mkdir', (o) => fs.mkdir({ dirPath: folder, recursive: true, ...o })),
      );
      const { files } = await done<{ files: string[] }>('readdir', (o) =>
        fs.readdir({ dirPath: folder, ...o }),
      );
      return files;
    },
    async read(name) {
      const { data } = await done<{ data: string | ArrayBuffer }>('read', (o) =>
        fs.readFile({ filePath: path(name), encoding: 'utf8', ...o }),
      );
      return String(data);
    },
    async append(name, text) {
      await ensure(name);
      await done('append', (o) =>
        fs.appendFile({ filePath: path(name), data: text, encoding: 'utf8', ...o }),
      );
    },
    async write(name, text) {
      await done('write', (o) =>
        fs.writeFile({ filePath: path(name), data: text, encoding: 'utf8', ...o }),
      );
    },
    async rename(from, to) {
      await done('rename', (o) => fs.rename({ oldPath: path(from), newPath: path(to), ...o }));
    },
    async remove(name) {
      present.delete(name);
      await done('remove', (o) => fs.unlink({ filePath: path(name), ...o }));
    },
  };
}
