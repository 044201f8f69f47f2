/** Distances in the unit a person chose on this phone. */
import { stored } from '../phone/store';
import { text } from './index';

export const UNITS = ['km', 'mile'] as const;
export type Unit = (typeof UNITS)[number];

const METRES: Readonly<Record<Unit, number>> = { km: 1000, mile: 1609.344 };

const chosen = stored<Unit>('unit', 'km', (value) => UNITS.includes(value as Unit));

export const unit = (): Unit => chosen.get();

/** Throws an AppError when the phone cannot store it. */
export const chooseUnit = (to: Unit): void => chosen.commit(to);

/** Metres in the unit in force, as a number. */
export const inUnit = (metres: number): number => metres / METRES[unit()];

/** With one digit: 6071 m → "6.1" or "3.8"; none at all is "0". */
export const distance = (metres: number): string =>
  metres === 0 ? '0' : inUnit(metres).toFixed(1);

/** "公里" or "英里" / "km" or "mi". */
export const distanceUnit = (): string => text().unitShort[unit()];
