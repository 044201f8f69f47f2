/** Commands for a cloud that is already running: a route with a secret kept in the data folder. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain } from '../ejson';
import { CloudFault } from '../errors';
import type { Extra } from '../wire/server';

/** What a command line asks of a cloud. */
export interface Order {
  command: string;
  operands: string[];
  openid?: string;
  unionid?: string;
  anonymous?: boolean;
}

export type Execute = (order: Order) => Promise<unknown>;

const HEADER = 'x-cloud-secret';

interface Address {
  base: string;
  secret: string;
}

function fileOf(data: string): string {
  return join(data, 'server.json');
}

/** The `/control` route and the file that tells other processes of it. */
export class ControlPoint {
  readonly #secret = randomBytes(18).toString('hex');
  readonly #data: string;
  execute: Execute = async () => undefined;

  constructor(data: string) {
    this.#data = data;
  }

  readonly route: Extra = async (path, body, request) => {
    if (path !== '/control' || request.headers[HEADER] !== this.#secret) return undefined;
    try {
      const order = JSON.parse(body.toString('utf8')) as Order;
      return { ok: true, value: await this.execute(order) };
    } catch (error) {
      return { ok: false, message: sentence(error) };
    }
  };

  /** Tells where the server is; call the result when it goes. */
  publish(base: string): () => void {
    const address: Address = { base, secret: this.#secret };
    writeFileSync(fileOf(this.#data), JSON.stringify(address), { mode: 0o600 });
    return () => rmSync(fileOf(this.#data), { force: true });
  }
}

/** One sentence for a person. */
export function sentence(error: unknown): string {
  if (error instanceof CloudFault) return error.errMsg;
  return error instanceof Error ? error.message : String(error);
}

/** Hands an order to the cloud that runs on this folder; undefined when none does. */
export async function remote(data: string, order: Order): Promise<{ value: unknown } | undefined> {
  if (!existsSync(fileOf(data))) return undefined;
  const { base, secret } = JSON.parse(readFileSync(fileOf(data), 'utf8')) as Address;
  let answer: unknown;
  try {
    const response = await fetch(`${base}/control`, {
      method: 'POST',
      headers: { [HEADER]: secret },
      body: JSON.stringify(order),
    });
    answer = await response.json();
  } catch {
    return undefined;
  }
  if (!isPlain(answer) || answer.code === 'NOT_FOUND') return undefined;
  if (answer.ok !== true) throw new Error(String(answer.message));
  return { value: answer.value };
}
