/** The openapi table: name → handler, each as strict as WeChat's documentation. */
import { randomBytes } from 'node:crypto';
import { isPlain } from '../ejson';
import { codePayload } from './code';
import { sendCustomerMessage } from './customer-service';
import { badArgument, OpenApiError } from './errors';
import type { OpenApiContext, OpenApiHandler, OpenApiResult } from './handler';
import { qrPng } from './png';

function text(data: Record<string, unknown>, name: string): string {
  const value = data[name];
  if (typeof value !== 'string' || value === '') throw badArgument(`${name} is required`);
  return value;
}

function requireOpenid(data: Record<string, unknown>, name = 'touser'): string {
  const openid = data[name];
  if (typeof openid !== 'string' || openid === '') throw new OpenApiError(40003, 'invalid openid');
  return openid;
}

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~%]*$/;

function pagePath(context: OpenApiContext): string {
  const page = context.data.page ?? '';
  if (typeof page !== 'string' || page.startsWith('/') || page.includes('?')) {
    throw new OpenApiError(41030, 'invalid page');
  }
  const checked = context.data.check_path !== false && page !== '';
  if (checked && context.pages && !context.pages.has(page)) {
    throw new OpenApiError(41030, 'invalid page');
  }
  return page;
}

function width(data: Record<string, unknown>): number {
  const value = data.width ?? 430;
  if (typeof value !== 'number' || value < 280 || value > 1280) {
    throw badArgument('width must be from 280 to 1280');
  }
  return value;
}

function getUnlimited(context: OpenApiContext): OpenApiResult {
  const scene = context.data.scene;
  if (typeof scene !== 'string' || scene.length < 1 || scene.length > 32) {
    throw new OpenApiError(40169, 'invalid length for scene, or the data is not json string');
  }
  if (!SCENE.test(scene)) throw new OpenApiError(40129, 'invalid scene');
  const version = context.data.env_version ?? 'release';
  if (!['release', 'trial', 'develop'].includes(String(version))) {
    throw badArgument('env_version is release, trial or develop');
  }
  const payload = codePayload({ page: pagePath(context), scene, query: '' });
  return { contentType: 'image/png', buffer: qrPng(payload, width(context.data)) };
}

function codeForPath(context: OpenApiContext): OpenApiResult {
  const path = text(context.data, 'path');
  if (path.length > 1024) throw new OpenApiError(45029, 'path is longer than 1024 bytes');
  const [page = '', query = ''] = path.split('?');
  const payload = codePayload({ page, scene: '', query });
  return { contentType: 'image/png', buffer: qrPng(payload, width(context.data)) };
}

function includesAny(content: string, words: ReadonlySet<string>): boolean {
  for (const word of words) if (content.includes(word)) return true;
  return false;
}

function msgSecCheck({ data, risky, review }: OpenApiContext): OpenApiResult {
  const content = text(data, 'content');
  if (data.version === undefined) {
    if (includesAny(content, risky)) throw new OpenApiError(87014, 'risky content');
    return {};
  }
  if (data.version !== 2) throw badArgument('version is 2');
  requireOpenid(data, 'openid');
  if (typeof data.scene !== 'number' || ![1, 2, 3, 4].includes(data.scene)) {
    throw badArgument('scene is 1, 2, 3 or 4');
  }
  if (content.length > 2500) throw new OpenApiError(45002, 'content size out of limit');
  const suggest = includesAny(content, risky)
    ? 'risky'
    : includesAny(content, review)
      ? 'review'
      : 'pass';
  const label = suggest === 'pass' ? 100 : 20001;
  return {
    result: { suggest, label },
    detail: [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }],
    trace_id: randomBytes(12).toString('hex'),
  };
}

const FIELD_LIMITS: readonly (readonly [prefix: string, limit: number])[] = [
  ['thing', 20],
  ['number', 32],
  ['letter', 32],
  ['symbol', 5],
  ['character_string', 32],
  ['phrase', 5],
  ['name', 20],
];

function checkTemplate(data: unknown): void {
  if (!isPlain(data) || Object.keys(data).length === 0) {
    throw new OpenApiError(47003, 'argument invalid! data is empty');
  }
  for (const [name, field] of Object.entries(data)) {
    const value = isPlain(field) ? field.value : undefined;
    const content = typeof value === 'number' ? String(value) : value;
    if (typeof content !== 'string' || content === '') {
      throw new OpenApiError(47003, `argument invalid! data.${name}.value is empty`);
    }
    const limit = FIELD_LIMITS.find(([prefix]) => new RegExp(`^${prefix}\\d+$`).test(name))?.[1];
    if (limit !== undefined && [...content].length > limit) {
      throw new OpenApiError(47003, `argument invalid! data.${name}.value invalid`);
    }
  }
}

async function subscribeSend({ data, state, now }: OpenApiContext): Promise<OpenApiResult> {
  const openid = requireOpenid(data);
  const template = data.template_id;
  if (typeof template !== 'string' || template === '') {
    throw new OpenApiError(40037, 'invalid template_id');
  }
  checkTemplate(data.data);
  const left = state.quota(openid, template);
  if (left <= 0) throw new OpenApiError(43101, 'user refuse to accept the msg');
  await state.setQuota(openid, template, left - 1);
  return { msgid: now };
}

/** For five minutes; which models are registered is between WeChat and the account. */
function snTicket({ data }: OpenApiContext): OpenApiResult {
  const sn = text(data, 'sn');
  if (Buffer.byteLength(sn) > 128) throw new OpenApiError(9800001, 'sn is longer than 128 bytes');
  if (!/^[\x21-\x7e]+$/.test(sn)) throw new OpenApiError(9800002, 'invalid sn');
  if (typeof data.model_id !== 'string' || data.model_id === '') {
    throw new OpenApiError(9800003, 'invalid model_id');
  }
  return { sn_ticket: randomBytes(24).toString('hex') };
}

function getPhoneNumber({ data, takePhone, caller, now }: OpenApiContext): OpenApiResult {
  const number = takePhone(text(data, 'code'));
  if (!number) throw new OpenApiError(40029, 'invalid code');
  const appid = caller.identity?.appid ?? '';
  return {
    phone_info: {
      phoneNumber: `+86${number}`,
      purePhoneNumber: number,
      countryCode: '86',
      watermark: { timestamp: Math.floor(now / 1000), appid },
    },
  };
}

function link(prefix: string, name: string): OpenApiHandler {
  return ({ data, pages }) => {
    const target = isPlain(data.jump_wxa) ? data.jump_wxa : data;
    const path = typeof target.path === 'string' ? target.path.replace(/^\//, '') : '';
    if (path !== '' && pages && !pages.has(path))
      throw new OpenApiError(40165, 'invalid weapp pagepath');
    return { [name]: `${prefix}${randomBytes(9).toString('base64url')}` };
  };
}

/** Table by the name after `openapi.`. */
export const OPENAPI_HANDLERS: Readonly<Record<string, OpenApiHandler>> = {
  'customerServiceMessage.send': sendCustomerMessage,
  'customerServiceMessage.setTyping': ({ data }) => {
    requireOpenid(data);
    if (data.command !== 'Typing' && data.command !== 'CancelTyping') {
      throw badArgument('command is Typing or CancelTyping');
    }
    return {};
  },
  'customerServiceMessage.uploadTempMedia': ({ data, now }) => {
    if (data.type !== 'image') throw new OpenApiError(40004, 'invalid media type');
    if (!data.media) throw new OpenApiError(41005, 'media data missing');
    const created = Math.floor(now / 1000);
    return { type: 'image', media_id: randomBytes(24).toString('base64url'), created_at: created };
  },
  'customerServiceMessage.getTempMedia': ({ data, media }) => {
    const found = media.get(text(data, 'media_id'));
    if (!found) throw new OpenApiError(40007, 'invalid media_id');
    return found;
  },
  'security.msgSecCheck': msgSecCheck,
  'security.imgSecCheck': ({ data }) => {
    if (!data.media) throw new OpenApiError(41005, 'media data missing');
    return {};
  },
  'security.mediaCheckAsync': ({ data }) => {
    text(data, 'media_url');
    return { trace_id: randomBytes(12).toString('hex') };
  },
  'wxacode.getUnlimited': getUnlimited,
  'wxacode.get': codeForPath,
  'wxacode.createQRCode': codeForPath,
  'subscribeMessage.send': subscribeSend,
  'device.getSnTicket': snTicket,
  'phonenumber.getPhoneNumber': getPhoneNumber,
  'urllink.generate': link('https://wxaurl.cn/', 'url_link'),
  'urlscheme.generate': link('weixin://dl/business/?t=', 'openlink'),
};
