/** Says that the phone has no room for what the app keeps, where nothing else does. */
import { text } from '../words/index';
import { tell } from './dialog';
import { onStorageFull } from './store';

/** Call once, at launch. */
export const watchSpace = (): void =>
  onStorageFull(() => tell(text().problems['storage-full'].title, text().storageFull));
