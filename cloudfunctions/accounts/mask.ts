import { graphemes } from './graphemes';

/** A name as strangers see it: its first character, then two stars ("步**"). */
export const maskName = (name: string) => `${graphemes(name)[0] ?? ''}**`;
