/** Who lives in the sample town: five friends with the five bands of the launch, and seven more of their group. */
import type { PreviewPerson } from '../../preview';

/** Users of the town begin so; nobody else's do. */
export const SAMPLE = 'sample-';
export const isSample = (user: string): boolean => user.startsWith(SAMPLE);

/** The bands of the launch. */
export type Worn = 'am3' | 'codoon' | 'mambo' | 'bonbon' | 'honor';

export interface Townsman extends PreviewPerson {
  worn: Worn;
  /** Of its walks and its serial. */
  seed: number;
  goal: number;
}

const MARK = '示例 Sample';
const FRIENDS = 5;

const somebody = (name: string, worn: Worn, goal: number, colour: string, index: number) => ({
  ...{ user: `${SAMPLE}${index + 1}`, name, worn, goal, colour, mark: MARK },
  seed: 20_260_800 + index,
});

export const TOWN: readonly Townsman[] = (
  [
    ['林晓', 'am3', 8000, '#5b8a72'],
    ['陈果', 'codoon', 10_000, '#a8796b'],
    ['王小雨', 'mambo', 6000, '#6b7fa8'],
    ['周舟', 'bonbon', 8000, '#a89a4b'],
    ['阿远', 'honor', 12_000, '#8a6ba8'],
    ['何田', 'codoon', 8000, '#4b97a8'],
    ['苏木', 'am3', 7000, '#7a8f4e'],
    ['李想', 'honor', 9000, '#b0677f'],
    ['赵一', 'bonbon', 8000, '#5f7f7a'],
    ['孙可', 'mambo', 5000, '#93744f'],
    ['钱朵', 'am3', 8000, '#6a6f9c'],
    ['吴越', 'codoon', 11_000, '#8c8c5a'],
  ] as const
).map(([name, worn, goal, colour], index) => somebody(name, worn, goal, colour, index));

/** Comes to the town in its tour, and is gone before the next. */
export const NEWCOMER: Townsman = {
  ...somebody('小新', 'am3', 8000, '#4f8f6f', TOWN.length),
  user: `${SAMPLE}new`,
};

/** Sits at iHealth's desk in the tour. */
export const AGENT: PreviewPerson = {
  user: `${SAMPLE}desk`,
  name: '客服小艾',
  colour: '#3f6f9f',
  mark: MARK,
};

/** Each is every other's friend. */
export const FIVE = TOWN.slice(0, FRIENDS);
