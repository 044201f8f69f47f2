import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startPreview } from '../../../tools/start/start';

test('a taken port rejects before anything is touched', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve);
  });
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const data = join(tmpdir(), `preview-${port}`);
  await expect(startPreview({ port, data, fresh: true })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  expect(existsSync(data)).toBe(false);
  other.close();
});
