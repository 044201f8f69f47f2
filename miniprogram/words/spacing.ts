/** A Latin name inside Chinese stands apart: "联系 iHealth 客服", but "联系咕咚客服". */
export const apart = (name: string): string => (/^[ -~]+$/.test(name) ? ` ${name} ` : name);

/** The same at the end of a sentence: "关于 iHealth", "关于环友". */
export const behind = (name: string): string => apart(name).trimEnd();
