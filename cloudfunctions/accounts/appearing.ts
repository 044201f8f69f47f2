/** Somebody under 14 is seen by others, and goes to them, only with a guardian's consent. */
import { Refusal } from '../answers';
import type { PersonDoc } from './store';

/** Whether others see a person now. */
export const isSeen = (person: Child & Pick<PersonDoc, 'hidden'>): boolean =>
  !person.hidden && mayAppear(person);

type Child = Pick<PersonDoc, 'age' | 'consents'>;

/** Whether others may see a person: on boards, in groups, as who invites, in what they shared. */
export const mayAppear = ({ age, consents }: Child): boolean =>
  age !== 'u14' || consents.guardian !== undefined;

export const guardianNeeded = () => new Refusal('guardian-needed', 'under 14, without a guardian');
