/** Two clouds as one: who lives in the town asks the town's, everybody else the other. */
import type { LocalPreviewCloud, PreviewCloud } from '../../preview';
import { isSample } from './people';
import type { Town } from './town';

export function withTown(cloud: LocalPreviewCloud, town: Town): PreviewCloud {
  const of = (user: string): PreviewCloud => (isSample(user) ? town.cloud() : cloud);
  return {
    dataId: cloud.dataId,
    ready: () => cloud.ready(),
    openid: (user) => cloud.openid(user),
    call: async (user, name, data, from, told) =>
      of(user ?? from ?? '').call(user, name, data, from, told),
    push: async (user, message) => of(user).push(user, message),
    cloudId: async (user, data) => of(user).cloudId(user, data),
    upload: async (user, path, bytes) => of(user).upload(user, path, bytes),
    stored: async (id) => (await cloud.stored(id)) ?? town.known?.stored(id) ?? null,
    fetch: async (address) => (await cloud.fetch(address)) ?? town.known?.fetch(address) ?? null,
    onOpenapi(listener) {
      cloud.onOpenapi(listener);
      town.onOpenapi(listener);
    },
    async close() {
      await Promise.all([cloud.close(), town.close()]);
    },
  };
}
