/** Who calls, when, and a source of ids nobody can guess. */
import { randomBytes } from 'node:crypto';
import { cloud } from './sdk';

/** The caller's OpenID as WeChat states it, or null (a page opened from Moments has none). */
export function callerOpenid(): string | null {
  return cloud.getWXContext().OPENID || null;
}

/** The mini program in whose name the caller is here. */
export const callerAppid = () => cloud.getWXContext().APPID ?? '';

/** Whether a phone made this call, itself or through another function: WeChat's own pushes are none. */
export function calledByClient(): boolean {
  const chain = (cloud.getWXContext().SOURCE ?? '').split(',');
  return chain.some((source) => CLIENTS.has(source));
}

/** Whether the platform's clock made this call: nobody's, and not through another function. */
export function calledByTimer(): boolean {
  return callerOpenid() === null && cloud.getWXContext().SOURCE === 'wx_trigger';
}

const CLIENTS: ReadonlySet<string> = new Set(['wx_client', 'wx_devtools', 'wx_http']);

/** The environment that runs us, as file ids name it. */
export const environment = () => cloud.getWXContext().ENV ?? '';

/** Server time in UTC seconds. */
export const now = () => Math.floor(Date.now() / 1000);

/** 128 random bits and more, safe in a link: 24 characters of A–Z a–z 0–9 - _. */
export const secretId = () => randomBytes(18).toString('base64url');

/** 80 random bits as 20 hex digits: not a secret, never the same twice. */
export const publicId = () => randomBytes(10).toString('hex');

/** `length` random upper-case hex digits. */
export const randomHex = (length: number) =>
  randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length)
    .toUpperCase();
