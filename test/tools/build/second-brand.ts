/** A brand that is not ours: another name, another hue, other texts. */
import type { Brand, Colours } from '../../../miniprogram/contract/catalogue/types';

export const SECOND: Brand = {
  name: { zh: '步伴', en: 'Stepmate' },
  slogan: { zh: '一起走', en: 'Walk together' },
  logo: 'images/second.png',
  shop: { appId: 'wx0123456789abcdef', itemPath: 'item' },
  agreement: { zh: '步伴保存步数。', en: 'Stepmate keeps steps.' },
  privacy: { zh: ['只有好友看得到。'], en: ['Only friends see them.'] },
  about: { zh: ['步伴是一个例子。'], en: ['Stepmate is an example.'] },
};

export const SECOND_COLOURS: Colours = {
  light: {
    scale: [
      ...['#E9F1FC', '#D2E3F9', '#A5C6F2', '#6FA3E8', '#3C80DB'],
      ...['#2B74D6', '#1B5FBF', '#164D9B', '#113B77', '#0C2952'],
    ],
    text: '#1B5FBF',
    graph: '#2B74D6',
    bar: '#2B74D6',
    barSelected: '#061A38',
    ownRow: '#F0F5FC',
  },
  dark: {
    scale: [
      ...['#13202F', '#182F4A', '#1E4268', '#235A90', '#2A6BB0'],
      ...['#3D86D6', '#2B6CB8', '#7DB4F2', '#A4CCF7', '#CBE2FB'],
    ],
    text: '#7DB4F2',
    graph: '#4A93E6',
    bar: '#2F74C4',
    barSelected: '#CBE2FB',
    ownRow: '#162230',
  },
};
