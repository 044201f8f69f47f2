/** The cloud of a mini program that has no cloud functions: every call fails, as in WeChat. */
import type { PreviewCloud } from './cloud-port';

const absent = (): never => {
  throw Object.assign(new Error('the project has no cloud functions'), {
    errCode: -501000,
    errMsg: 'cloud function not found: the project has no cloud functions',
  });
};

/** @param dataId what phones have stored belongs to this project. */
export const noCloud = (dataId: string): PreviewCloud => ({
  dataId,
  call: async () => absent(),
  push: async () => undefined,
  cloudId: async () => absent(),
  openid: (user) => `openid-${user}`,
  upload: async () => absent(),
  stored: async () => null,
  fetch: async () => null,
  onOpenapi: () => undefined,
  close: async () => undefined,
});
