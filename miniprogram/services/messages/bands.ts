/** Words of the bands pages. */
const zh = {};

const en: typeof zh = {};

export const bandWords = { zh, en };
