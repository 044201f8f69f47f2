/** Arithmetic: null stays null, and what is no number is said. */
import { databaseError } from '../../errors';
import { typeName } from '../target';
import { type Expression, isNil, over, wholeOf } from './operands';

function numberOf(name: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw databaseError(`${name} only supports numeric types, not ${typeName(value)}`);
}

function unary(name: string, compute: (value: number) => number): Expression {
  return over(name, [1, 1], ([value]) => (isNil(value) ? null : compute(numberOf(name, value))));
}

/** Refuses values outside of what the function is for. */
function within(name: string, rule: string, holds: (value: number) => boolean) {
  return (value: number): number => {
    if (!holds(value) && !Number.isNaN(value)) {
      throw databaseError(`${name}'s argument must be ${rule}, but is ${value}`);
    }
    return value;
  };
}

const positive = (name: string) => within(name, 'a positive number', (value) => value > 0);
const root = within('$sqrt', 'greater than or equal to 0', (value) => value >= 0);

function division(name: string, compute: (left: number, right: number) => number): Expression {
  return over(name, [2, 2], ([left, right]) => {
    if (isNil(left) || isNil(right)) return null;
    const by = numberOf(name, right);
    const value = numberOf(name, left);
    if (by === 0) throw databaseError(`can't ${name} by zero`);
    return compute(value, by);
  });
}

/** Cuts at a decimal place from -20 to 100. */
function trunc(values: unknown[]): number | null {
  const [value, place] = values.length > 1 ? values : [values[0], 0];
  if (isNil(value) || isNil(place)) return null;
  const number = numberOf('$trunc', value);
  const digits = wholeOf('$trunc', 'place', place);
  if (digits < -20 || digits > 100) {
    throw databaseError(
      `cannot apply $trunc with precision value ${digits} value must be in [-20, 100]`,
    );
  }
  if (!Number.isFinite(number)) return number;
  // By text, so that 2.3 cut at one place stays 2.3.
  const [mantissa = '0', exponent = '0'] = number.toExponential().split('e');
  const shifted = Math.trunc(Number(`${mantissa}e${Number(exponent) + digits}`));
  return Number(`${shifted}e${-digits}`) + 0;
}

export const NUMBERS: Readonly<Record<string, Expression>> = {
  $abs: unary('$abs', Math.abs),
  $ceil: unary('$ceil', Math.ceil),
  $floor: unary('$floor', Math.floor),
  $exp: unary('$exp', Math.exp),
  $ln: unary('$ln', (value) => Math.log(positive('$ln')(value))),
  $log10: unary('$log10', (value) => Math.log10(positive('$log10')(value))),
  $sqrt: unary('$sqrt', (value) => Math.sqrt(root(value))),
  $mod: division('$mod', (left, right) => left % right),
  $divide: division('$divide', (left, right) => left / right),
  $trunc: over('$trunc', [1, 2], trunc),
};
