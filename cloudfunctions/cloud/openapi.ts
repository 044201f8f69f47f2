/** The WeChat server interfaces in use; each must be listed in its function's config.json. */
import { cloud } from './sdk';

/** `security.msgSecCheck` version 2, scene 1 (profile): may others see this text? */
export async function textAllowed(openid: string, content: string): Promise<boolean> {
  const { result } = await cloud.openapi.security.msgSecCheck({
    openid,
    scene: 1,
    version: 2,
    content,
  });
  return result?.suggest === 'pass';
}

/** `security.mediaCheckAsync`, scene 1 (profile): its name for the look; the verdict is a push. */
export async function checkPicture(openid: string, mediaUrl: string): Promise<string> {
  const asked = { openid, mediaUrl, mediaType: 2, version: 2, scene: 1 } as const;
  const { traceId } = await cloud.openapi.security.mediaCheckAsync(asked);
  if (!traceId) throw new Error('no trace id');
  return traceId;
}

/** `customerServiceMessage.send`: at most 2 in the minute after entering, 5 in 48 h after a message. */
export async function sendServiceText(openid: string, content: string): Promise<void> {
  await cloud.openapi.customerServiceMessage.send({
    touser: openid,
    msgtype: 'text',
    text: { content },
  });
}

/** A picture that somebody sent, by its media id; WeChat keeps it for three days. */
export const servicePicture = (mediaId: string) =>
  cloud.openapi.customerServiceMessage.getTempMedia({ mediaId });

/**
 * WeChat's own code of a page, with nothing behind it. `scene` has 1 to 32 characters. The page need
 * not be published: a code is also made while a version is tried.
 */
export const programCode = (page: string, scene: string) =>
  cloud.openapi.wxacode.getUnlimited({ scene, page, checkPath: false, isHyaline: true });

/** A one-time subscription message; `data` by the template's own names. */
export interface Subscribed {
  openid: string;
  template: string;
  page: string;
  language: 'zh' | 'en';
  data: Readonly<Record<string, { value: string }>>;
}

/** `subscribeMessage.send`: one for each time its template was allowed. */
export async function sendSubscribed(message: Subscribed): Promise<void> {
  const { openid, template, page, language, data } = message;
  const lang = language === 'zh' ? 'zh_CN' : 'en_US';
  await cloud.openapi.subscribeMessage.send({
    ...{ touser: openid, templateId: template, page, lang, data },
  });
}

/**
 * The number with which WeChat answered that it will not do it (45015, 45047, 43101 …), or null when
 * it is not known what became of it. Asking again does not help against a number.
 */
export function refusedWith(error: unknown): number | null {
  const { errCode } = (error ?? {}) as { errCode?: unknown };
  return typeof errCode === 'number' && errCode > 0 ? errCode : null;
}
