/** A session with a band, made into vectors that can be passed on. */
import { writeFileSync } from 'node:fs';
import type { BandKit } from '../../../miniprogram/bands/kit';
import { kitOf } from '../../harness/kits';
import { Mistake } from '../mistake';
import { noProtocol } from '../no-protocol';
import { messagesIn } from '../record/messages';
import { sessionIn } from '../record/session';
import { sift, vectorFile } from '../record/vectors';

const USE = 'record <id> <session.json>';

/** Writes `<session>.vectors.json`, and says what was left out of it and why. */
export async function recordCommand(words: readonly string[]): Promise<number> {
  const [id, file, ...more] = words;
  if (!id || !file || more.length > 0) throw new Mistake(`Say which protocol and session: ${USE}.`);
  const kit = await kitOf(id);
  if (!kit) throw new Mistake(noProtocol(id));
  console.log(record(kit, file).join('\n'));
  return 0;
}

/** What was written and left out, a sentence a line. @throws Mistake */
export function record(kit: BandKit, file: string): string[] {
  const { id } = kit.driver;
  const messages = messagesIn(kit, sessionIn(file, id));
  const { vectors, left } = sift(messages);
  const why = [...left].map(([reason, count]) => `  ${count} left out: they ${reason}`);
  if (vectors.length === 0)
    throw new Mistake(
      [
        `${file} has nothing that "${id}" can read and may pass on: is it that protocol?`,
        ...why,
      ].join('\n'),
    );
  const out = `${file.replace(/\.json$/, '')}.vectors.json`;
  try {
    writeFileSync(out, `${JSON.stringify(vectorFile(id, vectors), null, 1)}\n`, { flag: 'wx' });
  } catch {
    throw new Mistake(`${out} cannot be written: it may be there already, then move it away.`);
  }
  return [
    `${out}: ${vectors.length} vectors of ${messages.length} messages.`,
    ...why,
    `Read it through before you give it away; test/fixtures/${kit.fixture} is where vectors of ${id} stand.`,
  ];
}
