/**
 * WeChat's interfaces for devices. A ticket is asked for like everything else of WeChat's; a device
 * message has no such call, only `POST /cgi-bin/message/device/subscribe/send`, which wants an access
 * token. `BANDMATES_APPID` and `BANDMATES_APP_SECRET` of the function `timer` are what a token is made
 * of; `BANDMATES_WECHAT_API` names another address than WeChat's, where calls go through one of ours.
 */
import { now } from './context';
import { cloud } from './sdk';

/** `device.getSnTicket`: lives five minutes. Fails with 9800001 to 9800003 for a serial or a model. */
export async function snTicket(serial: string, modelId: string): Promise<string> {
  const { snTicket: ticket } = await cloud.openapi.device.getSnTicket({ sn: serial, modelId });
  if (!ticket) throw new Error('no ticket');
  return ticket;
}

export interface DeviceMessage {
  openid: string;
  serial: string;
  modelId: string;
  template: string;
  language: 'zh' | 'en';
  data: Readonly<Record<string, { value: string }>>;
}

const MARGIN_SECONDS = 300;
const PATIENCE_MS = 5_000;
/** The token is none any more. */
const STALE: readonly unknown[] = [40001, 40014, 42001];

let token = { value: '', until: 0 };

/** A token that is good for the next minutes. Throws where there is none; nothing was sent then. */
export async function accessToken(): Promise<string> {
  const { BANDMATES_APPID: appid, BANDMATES_APP_SECRET: secret } = process.env;
  if (!appid || !secret) throw new Error('BANDMATES_APPID and BANDMATES_APP_SECRET are not set');
  if (now() < token.until) return token.value;
  const asked = { grant_type: 'client_credential', appid, secret };
  const { access_token: value, expires_in: seconds } = await post('/cgi-bin/stable_token', asked);
  if (typeof value !== 'string' || typeof seconds !== 'number') throw new Error('no access token');
  token = { value, until: now() + seconds - MARGIN_SECONDS };
  return value;
}

/** Brings a message. Throws with WeChat's number as `errCode` where it was not brought. */
export async function sendDevice(access: string, message: DeviceMessage): Promise<void> {
  const { openid, serial: sn, modelId, template, language, data } = message;
  const asked = {
    ...{ to_openid_list: [openid], template_id: template, sn, modelId, data },
    ...{ page: 'pages/bands/bands', lang: language === 'zh' ? 'zh_CN' : 'en_US' },
  };
  const query = `access_token=${encodeURIComponent(access)}`;
  try {
    await post(`/cgi-bin/message/device/subscribe/send?${query}`, asked);
  } catch (error) {
    if (STALE.includes((error as { errCode?: unknown }).errCode)) token = { value: '', until: 0 };
    throw error;
  }
}

async function post(path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
  const base = process.env.BANDMATES_WECHAT_API ?? 'https://api.weixin.qq.com';
  const answer = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const said = (await answer.json()) as Readonly<Record<string, unknown>>;
  const { errcode, errmsg } = said;
  if (typeof errcode === 'number' && errcode !== 0) {
    throw Object.assign(new Error(String(errmsg)), { errCode: errcode });
  }
  return said;
}
