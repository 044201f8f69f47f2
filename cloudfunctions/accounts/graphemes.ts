/// <reference lib="es2022.intl" />

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** The characters of a text as people count them: a family emoji is one. */
export const graphemes = (text: string) => [...segmenter.segment(text)].map((part) => part.segment);
