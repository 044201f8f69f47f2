/** What a poster says, before anybody knows where: plain data, made by `day` and `streak`. */

/** The picture in the middle. */
export type RoundFigure =
  /** Steps of 24 hours. */
  | { kind: 'wheel'; hours: readonly number[] }
  /** 0–1 and beyond of the goal. */
  | { kind: 'ring'; share: number }
  /** Steps of each day as a share of its goal. */
  | { kind: 'streak'; shares: readonly number[] };

/** Places in order, null for who has none; one is one's own. Of the others there is nothing else. */
export interface Stairs {
  kind: 'stairs';
  places: readonly (number | null)[];
  own: number;
}

export interface PosterFact {
  value: string;
  unit: string;
  word: string;
}

/** "林晚的一天": the name and what stands around it. */
export interface Titled {
  before: string;
  name: string;
  after: string;
}

export interface PosterContent {
  left: string;
  right: string;
  figure: RoundFigure | Stairs;
  big: string;
  small: string;
  facts: PosterFact[];
  title: Titled;
  source: string;
  /** What stands beside the code, and where there is none. */
  app: string;
  appAlone: string;
  card: CardContent;
  /** The picture in words, for who does not see it. */
  label: string;
}

/** The 5:4 card of a chat. */
export interface CardContent {
  date: string;
  big: string;
  small: string;
  figure: RoundFigure;
  /** Inside a ring. */
  inside: { big: string; small: string } | null;
  by: Titled;
}
