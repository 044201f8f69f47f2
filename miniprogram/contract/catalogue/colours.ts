/** The brand's one hue, in both themes. A file of its own: the phone gets a style sheet made of it. */
import type { Colours } from './types';

export const COLOURS: Colours = {
  light: {
    scale: [
      ...['#EAF6F0', '#D3EDE0', '#A6DAC2', '#6FC3A0', '#34A877'],
      ...['#12A066', '#067F52', '#056743', '#054E34', '#043524'],
    ],
    text: '#067F52',
    graph: '#12A066',
    bar: '#12A066',
    barSelected: '#04422C',
    ownRow: '#F1F8F4',
  },
  dark: {
    scale: [
      ...['#13291F', '#183A2B', '#1E5039', '#17704A', '#148A59'],
      ...['#25B57A', '#12805A', '#45CF98', '#7FE0B8', '#B6EED6'],
    ],
    text: '#45CF98',
    graph: '#2BC083',
    bar: '#17885A',
    barSelected: '#A8F0D0',
    ownRow: '#16251E',
  },
};
