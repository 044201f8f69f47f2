/** `$bitsAllSet`, `$bitsAnySet`, `$bitsAllClear`, `$bitsAnyClear`. */
import { databaseError } from '../errors';

type Test = (value: unknown) => boolean;
type OnLeaves = (path: string, test: Test) => (doc: unknown) => boolean;

/** The bits an operand names: a mask, or a list of positions. */
function maskOf(name: string, operand: unknown): bigint {
  const list = Array.isArray(operand) ? operand : [operand];
  for (const one of list) {
    if (typeof one !== 'number' || !Number.isSafeInteger(one) || one < 0) {
      throw databaseError(
        `${name} takes an Array, a number, or a BinData but received: ${JSON.stringify(operand)}`,
      );
    }
  }
  if (!Array.isArray(operand)) return BigInt(operand as number);
  // Positions beyond 63 look at the sign.
  return list.reduce((mask: bigint, at: number) => mask | (1n << BigInt(Math.min(at, 63))), 0n);
}

function operator(name: string, accept: (bits: bigint, mask: bigint) => boolean) {
  return (onLeaves: OnLeaves) => (path: string, operand: unknown) => {
    const mask = maskOf(name, operand);
    return onLeaves(
      path,
      (value) =>
        typeof value === 'number' &&
        Number.isSafeInteger(value) &&
        accept(BigInt.asUintN(64, BigInt(value)) & mask, mask),
    );
  };
}

const OPERATORS = {
  $bitsAllSet: operator('$bitsAllSet', (bits, mask) => bits === mask),
  $bitsAnySet: operator('$bitsAnySet', (bits) => bits !== 0n),
  $bitsAllClear: operator('$bitsAllClear', (bits) => bits === 0n),
  $bitsAnyClear: operator('$bitsAnyClear', (bits, mask) => bits !== mask),
};

/** The four operators over what `onLeaves` looks at. */
export function bitOperators(onLeaves: OnLeaves) {
  return {
    $bitsAllSet: OPERATORS.$bitsAllSet(onLeaves),
    $bitsAnySet: OPERATORS.$bitsAnySet(onLeaves),
    $bitsAllClear: OPERATORS.$bitsAllClear(onLeaves),
    $bitsAnyClear: OPERATORS.$bitsAnyClear(onLeaves),
  };
}
