import { DRIVERS } from '../../../miniprogram/bands/registry';
import { table } from '../../bench/figures';

/** Prints every protocol, the first to be tried at the top. */
export async function listCommand(): Promise<number> {
  const sorted = [...DRIVERS].sort((a, b) => b.match.priority - a.match.priority);
  const rows = sorted.map(({ id, match, features }) => [
    id,
    String(match.priority),
    ` ${Object.keys(features).join(' ')}`,
  ]);
  console.log(table([['protocol', 'priority', ' can'], ...rows]).replace(/ +$/gm, ''));
  return 0;
}
