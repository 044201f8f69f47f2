/** The local cloud in its own process, on a folder that is already filled. */
import { startCloud } from '../../cloud/index';

const [, , data = '', functions = ''] = process.argv;
const cloud = await startCloud({ data, functions });
process.send!(cloud.url);
process.on('message', () => {
  void cloud.close().then(() => process.exit(0));
});
