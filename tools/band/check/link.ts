/** The clauses of the link, by name: who a band is, and what phones do to its connection. */
import type { BandKit, KitVirtual } from '../../../miniprogram/bands/kit';
import type { Clause, Task } from './clauses';
import { optionalReads } from './optional';
import { eventOrder, lateTable, writeDefault } from './phones';
import { splitAdvertisement } from './split';

const LINK: Readonly<Record<string, Clause>> = {
  'split-advertisement': splitAdvertisement,
  'late-table': lateTable,
  'event-order': eventOrder,
  'write-default': writeDefault,
  'optional-reads': optionalReads,
};

/** Those of one virtual band, still to be judged. */
export const linkClauses = (kit: BandKit, virtual: KitVirtual): Task[] =>
  Object.entries(LINK).map(([clause, judge]) => ({ clause, judge: () => judge(kit, virtual) }));
