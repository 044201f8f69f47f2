/** What an environment lacks, each in one sentence and with the change that mends it. */
import type { IndexSpec } from '../cloud/store/index-keys';
import { type Cloud, type Found, type FoundFunction, indexWords } from './cloud';
import type { Wanted, WantedFunction } from './wanted';

export interface Difference {
  say: string;
  /** Null where only a person can: it says what to do. */
  mend: ((cloud: Cloud) => Promise<void>) | null;
  /** The function that it brings with its code. */
  creates?: string;
}

const CLOSED = 'ADMINONLY';

/** In the order in which they are mended; of one function or collection one after another. */
export const differences = (wanted: Wanted, found: Found): Difference[] => [
  ...Object.entries(wanted.collections).flatMap(([name, indexes]) =>
    ofCollection(name, indexes, found),
  ),
  ...wanted.functions.flatMap((one) => ofFunction(one, found.functions.get(one.name))),
];

function ofCollection(name: string, indexes: readonly IndexSpec[], found: Found): Difference[] {
  const there = found.collections.get(name);
  const list: Difference[] = [];
  if (!there) {
    const say = `collection ${name} is missing`;
    list.push({ say, mend: (cloud) => cloud.createCollection(name) });
  }
  for (const index of indexes) {
    const words = indexWords(Object.entries(index.keys), index.unique === true);
    const has = there?.indexes.get(index.name);
    if (has === words) continue;
    const say =
      has === undefined
        ? `index ${index.name} of ${name} is missing: ${words}`
        : `index ${index.name} of ${name} is on ${has}, not ${words}`;
    list.push({ say, mend: (cloud) => cloud.setIndex(name, index, has !== undefined) });
  }
  if (there?.access !== CLOSED) {
    const now = there ? ` is ${there.access}, not` : ' must be';
    const say = `permission of ${name}${now} ${CLOSED}（仅管理端可读写）`;
    list.push({ say, mend: (cloud) => cloud.closeCollection(name) });
  }
  return list;
}

function ofFunction(wanted: WantedFunction, found: FoundFunction | undefined): Difference[] {
  const { name } = wanted;
  if (!found) {
    const mend = (cloud: Cloud) => cloud.createFunction(wanted);
    return [{ say: created(wanted), mend, creates: name }];
  }
  const list: Difference[] = [];
  if (!/^Nodejs(1[89]|[2-9]\d)\./.test(found.runtime)) {
    const say = `function ${name} runs on ${found.runtime}, which cannot be changed: delete it in the console, then apply again`;
    list.push({ say, mend: null });
  }
  list.push(...settings(wanted, found));
  for (const trigger of wanted.triggers) {
    const has = found.triggers.find((one) => one.name === trigger.name);
    if (has?.config === trigger.config) continue;
    const now = has ? `is "${has.config}", not` : 'is missing:';
    const say = `trigger ${trigger.name} of ${name} ${now} "${trigger.config}"`;
    list.push({ say, mend: (cloud) => cloud.setTrigger(name, trigger, has !== undefined) });
  }
  return list;
}

/** Time, memory and variables change in one call, which replaces all variables: others are kept. */
function settings(wanted: WantedFunction, found: FoundFunction): Difference[] {
  const parts: string[] = [];
  if (found.timeout !== wanted.timeout) parts.push(`${found.timeout} s, not ${wanted.timeout} s`);
  if (found.memorySize !== wanted.memorySize) {
    parts.push(`${found.memorySize} MB, not ${wanted.memorySize} MB`);
  }
  for (const [key, value] of Object.entries(wanted.variables)) {
    // Values are secrets: their names are enough.
    if (found.variables[key] !== value) {
      parts.push(`${key in found.variables ? 'another' : 'no'} ${key}`);
    }
  }
  if (parts.length === 0) return [];
  const variables = { ...found.variables, ...wanted.variables };
  return [
    {
      say: `function ${wanted.name} has ${parts.join(', ')}`,
      mend: (cloud) => cloud.configure(wanted, variables),
    },
  ];
}

function created({ name, runtime, timeout, memorySize, triggers, variables }: WantedFunction) {
  const parts = [
    runtime,
    `${timeout} s`,
    `${memorySize} MB`,
    ...triggers.map((trigger) => `trigger ${trigger.name} "${trigger.config}"`),
    ...Object.keys(variables),
  ];
  return `function ${name} is missing: ${parts.join(', ')}`;
}
