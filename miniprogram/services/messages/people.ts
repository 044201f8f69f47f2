/** Words of the people pages. */
const zh = {};

const en: typeof zh = {};

export const peopleWords = { zh, en };
