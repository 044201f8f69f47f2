/** One protocol in a process of its own: what hangs or eats memory can be ended from outside. */
import { kitOf } from '../../harness/kits';
import { fuzz } from './fuzz';

const [id = '', frames, seed] = process.argv.slice(2);
const kit = await kitOf(id);
if (!kit) throw new Error(`miniprogram/bands/${id}/kit.ts is missing`);
const result = await fuzz(kit, {
  frames: Number(frames),
  seed: Number(seed),
  onProgress: (done) => process.send!({ done }),
});
process.send!({ result });
process.disconnect();
