/** The only caller of `wx.cloud`: one typed question, one typed answer or an AppError. */
import type { Action, Age, Input, Output, Reply } from '../contract/api';
import {
  agree,
  agreed,
  alone,
  forgetAgreement,
  guardianNeeded,
  permit,
  setAlone,
} from './agreement';
import { devtoolsCloud } from './devtools-cloud';
import { type AppCode, AppError } from './errors';

/** Call once, at launch. Without a cloud environment every call fails with `cloud-failed`. */
export function openCloud(): void {
  if (!devtoolsCloud()) wx.cloud?.init({ traceUser: false });
}

/** What may be asked before the terms are agreed to: it says nothing of who asks. */
const OPEN: ReadonlySet<Action> = new Set<Action>([
  'share.open',
  'invite.open',
  'guardian.open',
  'guardian.give',
  'erasure.get',
]);

/** What somebody whose things stay on this phone may ask, once they asked a guardian. */
const ALONE: ReadonlySet<Action> = new Set<Action>([
  'account.enter',
  'account.erase',
  'account.update',
  'band.bind',
  'consent.set',
  'guardian.ask',
]);

/** The cloud knows nobody here, whatever this phone remembers. */
const UNKNOWN: ReadonlySet<AppCode> = new Set<AppCode>(['needs-consent', 'account-gone']);

/**
 * The account is being deleted, or was since somebody agreed last: what is still on its way hears that
 * nobody is known, and its owner is not asked for the terms again over that.
 */
let leaving = false;

/**
 * Asks the `api` function, once the terms are agreed to. Rejects with an AppError: the reply's code,
 * or why there was none.
 */
export async function ask<A extends Action>(action: A, input: Input<A>): Promise<Output<A>> {
  if (!OPEN.has(action) && (alone() || !agreed())) await allow(action);
  const erases = action === 'account.erase';
  if (erases) leaving = true;
  try {
    return await call(action, input);
  } catch (failure) {
    if (erases) leaving = false;
    if (leaving || !(failure instanceof AppError && UNKNOWN.has(failure.code))) throw failure;
    forgetAgreement();
    await agree(tellCloud);
    return call(action, input);
  }
}

/** Sees to it that an action may be asked. Rejects with `needs-consent` or `guardian-needed`. */
async function allow(action: Action): Promise<void> {
  await permit();
  if (alone() && !(agreed() ? ALONE.has(action) : action === 'guardian.ask')) {
    throw guardianNeeded();
  }
  if (!agreed()) await agree(tellCloud);
}

const tellCloud = async (version: number, age?: Age): Promise<void> => {
  leaving = false;
  await call('consent.set', { kind: 'terms', version, given: true });
  if (!age) return;
  try {
    await call('account.update', { age });
  } catch (failure) {
    // The cloud knows a child, whatever was said on this phone: they go on as one.
    if (!(failure instanceof AppError && failure.code === 'guardian-needed')) throw failure;
    setAlone(true);
  }
};

async function call<A extends Action>(action: A, input: Input<A>): Promise<Output<A>> {
  const cloud = theCloud();
  let reply: Reply<Output<A>> | null;
  try {
    const { result } = await cloud.callFunction({ name: 'api', data: { action, input } });
    reply = result && typeof result === 'object' ? (result as unknown as Reply<Output<A>>) : null;
  } catch (cause) {
    throw unreachable(cause);
  }
  if (!reply) throw new AppError('cloud-failed', `${action} gave no answer`);
  if (!reply.ok) throw new AppError(reply.code, reply.message);
  return reply.data;
}

function theCloud() {
  const cloud = devtoolsCloud() ?? wx.cloud;
  if (!cloud) throw new AppError('cloud-failed', 'this WeChat has no cloud');
  return cloud;
}

/** Keeps a picture in the cloud's storage; returns its file id. Rejects with an AppError. */
export async function upload(cloudPath: string, filePath: string): Promise<string> {
  const cloud = theCloud();
  try {
    const { fileID } = await cloud.uploadFile({ cloudPath, filePath });
    return fileID;
  } catch (cause) {
    throw unreachable(cause);
  }
}

/** WeChat's numbers stop here: −404011/−404012 and time-outs say "slow", −1 and request errors "offline". */
function unreachable(cause: unknown): AppError {
  const { errCode, errMsg } = (cause ?? {}) as { errCode?: number; errMsg?: string };
  const text = String(errMsg ?? cause);
  if (/timeout|timed out/i.test(text)) return new AppError('cloud-timeout', text, cause);
  if (errCode === -1 || /request:fail|network|offline|ERR_INTERNET/i.test(text)) {
    return new AppError('offline', text, cause);
  }
  return new AppError('cloud-failed', text, cause);
}
