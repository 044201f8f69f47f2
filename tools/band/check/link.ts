/** The clauses of the link, by name: who a band is, and what phones do to its connection. */
import { optionalReads } from './optional';
import { eventOrder, lateTable, writeDefault } from './phones';
import { splitAdvertisement } from './split';

export const LINK = {
  'split-advertisement': splitAdvertisement,
  'late-table': lateTable,
  'event-order': eventOrder,
  'write-default': writeDefault,
  'optional-reads': optionalReads,
} as const;
