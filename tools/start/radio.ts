/** What the browser is asked for when a real band is held to the laptop: all that the cards know. */
import { CARDS } from '../../miniprogram/protocols/index';
import type { RealRadio } from '../preview';

const all = <T>(of: (card: (typeof CARDS)[number]) => readonly T[] | undefined): T[] => [
  ...new Set(CARDS.flatMap((card) => of(card) ?? [])),
];

export const RADIO: RealRadio = {
  services: all(({ services, match }) => [...services, ...(match.services ?? [])]),
  advertised: {
    services: all(({ match }) => match.services),
    names: all(({ match }) => match.names),
    companies: all(({ match }) => match.companies),
  },
};
