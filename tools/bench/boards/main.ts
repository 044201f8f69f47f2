/** `npm run bench -- boards`: what a board costs over a million days, and what everybody's is worth. */
import { inParts } from '../parts';
import { raceBoards } from './race';
import { writeScale } from './scale';
import { raceWorld } from './world';

export const bench = inParts({
  world: (_, print) => raceWorld(print),
  race: raceBoards,
  scale: writeScale,
});
