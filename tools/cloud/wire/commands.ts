/**
 * Commands the SDK could not encode. Inside `_.pull`, `_.elemMatch` or another update command it
 * sends `_.or(…)` as the object it is in memory; the database takes that for a plain document and
 * silently finds nothing. Here it is refused, or nobody would see the mistake.
 */
import { isPlain } from '../ejson';
import { databaseError } from '../errors';

function lostIn(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = lostIn(item);
      if (found) return found;
    }
    return undefined;
  }
  if (!isPlain(value)) return undefined;
  if (typeof value.operator === 'string' && 'operands' in value && 'fieldName' in value) {
    return value.operator;
  }
  return lostIn(Object.values(value));
}

/**
 * Refuses a condition or change that carries such a command.
 * @throws WireError DATABASE_REQUEST_FAILED
 */
export function refuseLostCommands(text: unknown, value: unknown): void {
  if (typeof text !== 'string' || !text.includes('"operands"')) return;
  const name = lostIn(value);
  if (name) {
    throw databaseError(
      `The SDK cannot send _.${name} inside another command and sent a plain document in its place: combine the conditions at the top of where(), or write the value itself.`,
    );
  }
}
