/** What the commands do to a cloud, wherever it runs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LocalCloud } from '../cloud';
import { isPlain } from '../ejson';
import type { Identity } from '../identity';
import { exportLines, importLines } from '../store/dump';
import type { Order } from './control';

function jsonOf(text: string, what: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${what} is not JSON: ${text.slice(0, 60)}`);
  }
  if (!isPlain(value)) throw new Error(`${what} must be a JSON object.`);
  return value;
}

function fileText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(`Cannot read ${path}: name a file that exists.`);
  }
}

function required(order: Order, at: number, what: string): string {
  const operand = order.operands[at];
  if (operand === undefined) throw new Error(`${order.command} needs ${what}.`);
  return operand;
}

function identityOf({ openid = 'o-command-line', unionid }: Order): Identity {
  return unionid === undefined ? { openid } : { openid, unionid };
}

async function fire(cloud: LocalCloud, name: string): Promise<unknown> {
  for (const { fn, trigger } of cloud.triggers()) {
    if (trigger === name || fn === name) return cloud.fire(fn, trigger);
  }
  if (cloud.functions.includes(name)) return cloud.fire(name);
  const known = cloud.triggers().map(({ fn, trigger }) => `${trigger} (${fn})`);
  throw new Error(`There is no timer "${name}": known are ${known.join(', ') || 'none'}.`);
}

/** Runs one order. Paths in orders are absolute. */
export async function execute(cloud: LocalCloud, order: Order): Promise<unknown> {
  switch (order.command) {
    case 'invoke': {
      const fn = required(order, 0, 'the name of a function');
      const event = jsonOf(order.operands[1] ?? '{}', 'The event');
      return cloud.invoke(fn, event, order.anonymous ? null : identityOf(order));
    }
    case 'push': {
      const path = required(order, 0, 'the path of a message in JSON');
      const message = jsonOf(fileText(path), path);
      return cloud.push({ FromUserName: order.openid ?? 'o-command-line', ...message });
    }
    case 'fire':
      return fire(cloud, required(order, 0, 'the name of a timer or function'));
    case 'export': {
      const lines = [...exportLines(cloud.store)];
      const text = lines.map((line) => `${line}\n`).join('');
      if (order.operands[0] === undefined) return text;
      writeFileSync(order.operands[0], text);
      return `${lines.length} documents in ${order.operands[0]}`;
    }
    case 'import': {
      const path = required(order, 0, 'the path of an export');
      return `${await importLines(cloud.store, fileText(path))} documents imported`;
    }
    default:
      throw new Error(`There is no command "${order.command}": see npm run cloud -- help.`);
  }
}

/** The order of a command line, with its paths made absolute. */
export function orderOf(command: string, operands: string[]): Order {
  const isFile = command === 'push' || command === 'export' || command === 'import';
  return { command, operands: isFile ? operands.map((path) => resolve(path)) : operands };
}
