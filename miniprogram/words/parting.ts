/** Words of removing a friend, wherever that is done. */
import { behind } from './spacing';

const zh = {
  partTitle: (name: string) => `移除${behind(name)}？`,
  partHint: '互相不再看到步数，对方不会收到通知',
  partDone: '已移除',
};

const en: typeof zh = {
  partTitle: (name) => `Remove ${name}?`,
  partHint: 'Neither sees the other; they are not told',
  partDone: 'Removed',
};

export const partingWords = { zh, en };
