/** A Latin name inside Chinese stands apart: "联系 iHealth 客服", but "联系咕咚客服". */
export const apart = (name: string): string => (/^[ -~]+$/.test(name) ? ` ${name} ` : name);
