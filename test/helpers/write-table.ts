/** Writes the table of scenarios into test/README.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { README, withTable } from './scenario-table';

writeFileSync(README, withTable(readFileSync(README, 'utf8')));
