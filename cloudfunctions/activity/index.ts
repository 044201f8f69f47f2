/** Step data: taken from bands, merged, counted per person and day. */
export { dropCounter } from './drop';
export { mostOnDay, peopleOnDay, type Ranked } from './everybody';
export {
  bandDaysOf,
  boardValues,
  countedDay,
  daysBetween,
  everRead,
  history,
  lastDays,
  yearOf,
} from './history';
export { letCount, withheldDay } from './reviewed';
export { shownDay, sourcesOf } from './sources';
export { type BoardValue, type DayDoc, dayId } from './store';
export { type BandTold, readTold, sourceOf } from './told';
export { uploadDays } from './upload';
export { uploadWerun } from './werun';
export { withdrawing, withdrawWerun } from './withdraw';
