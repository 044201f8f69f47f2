/** Which file a script means: relative, absolute, by app.json's resolveAlias, or from npm. */
import { npmCandidates, resolvePath, type Sources } from './sources';

/** `{ "@lib/*": "miniprogram/lib/*" }`. */
export type Aliases = Readonly<Record<string, string>>;

const ENDS = ['', '.ts', '.js', '.json', '/index.ts', '/index.js'];

/** The app path of the file that `reference` means in the script `from`; null when there is none. */
export function resolveScript(
  sources: Sources,
  from: string,
  reference: string,
  aliases: Aliases = {},
): string | null {
  const plain = resolvePath(from, reference);
  const bases = plain === null ? [] : [plain];
  if (!/^[./]/.test(reference)) {
    bases.unshift(...aliased(reference, aliases), ...npmCandidates(from, reference));
  }
  for (const base of bases) {
    // A script may name another by the name it will have once it is compiled.
    for (const stem of [base, base.replace(/\.js$/, '')]) {
      const found = ENDS.map((end) => stem + end).find(sources.exists) ?? mainOf(sources, stem);
      if (found) return found;
    }
  }
  return null;
}

/** The paths that resolveAlias gives for a reference. */
export function aliased(reference: string, aliases: Aliases): string[] {
  return Object.entries(aliases).flatMap(([pattern, target]) => {
    const prefix = pattern.replace(/\*$/, '');
    const same = pattern.endsWith('*') ? reference.startsWith(prefix) : reference === pattern;
    if (!same) return [];
    return [`${target.replace(/\*$/, '')}${reference.slice(prefix.length)}`.replace(/^[./]+/, '')];
  });
}

function mainOf(sources: Sources, folder: string): string | null {
  if (!sources.exists(`${folder}/package.json`)) return null;
  try {
    const { main } = JSON.parse(sources.text(`${folder}/package.json`)) as { main?: string };
    const path = main && resolvePath(`${folder}/package.json`, main);
    return path ? (ENDS.map((end) => path + end).find(sources.exists) ?? null) : null;
  } catch {
    return null;
  }
}
