/** A cloud with one function, for tests of the preview alone. */
import type { PreviewCloud } from '../../../tools/preview/cloud-port';

export function stubCloud(): PreviewCloud {
  const pushes: unknown[] = [];
  return {
    dataId: 'stub',
    async call(user, name, data, _from, told) {
      told?.({ action: 'database.getDocument', collection: 'greetings', inTransaction: false });
      if (name !== 'echo') {
        throw Object.assign(new Error('no such function'), { errCode: -501000 });
      }
      return { user, data };
    },
    async push(user, message) {
      pushes.push({ user, message });
    },
    cloudId: async () => 'cloudID',
    openid: (user) => `openid-${user}`,
    upload: async () => 'cloud://stub',
    stored: async (id) => (id === 'cloud://kept' ? new TextEncoder().encode('kept') : null),
    fetch: async (address) =>
      address === 'http://127.0.0.1:9/blob/1/all.json'
        ? { statusCode: 200, bytes: new TextEncoder().encode('{"all":1}') }
        : null,
    onOpenapi: () => undefined,
    close: async () => undefined,
  };
}
