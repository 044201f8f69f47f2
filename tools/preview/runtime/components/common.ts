/** What every component of WeChat has: how it is announced, hidden and animated. */
import { playAnimation } from '../animation';

export type PropertyDefault = string | number | boolean | readonly unknown[] | object | null;

const ANNOUNCED = {
  hidden: false,
  ariaRole: '',
  ariaLabel: '',
  ariaHidden: null,
  ariaLive: '',
  ariaChecked: null,
  ariaDisabled: null,
  ariaSelected: null,
  ariaExpanded: null,
  ariaValuenow: null,
  ariaValuemin: null,
  ariaValuemax: null,
  ariaValuetext: '',
  ariaModal: null,
  ariaLevel: null,
  ariaPressed: null,
  ariaDescribedby: '',
  ariaLabelledby: '',
  ariaHaspopup: null,
  ariaControls: '',
  ariaAtomic: null,
  ariaRelevant: '',
  ariaBusy: null,
  ariaSetsize: null,
  ariaPosinset: null,
  tabindex: null,
  role: '',
} satisfies Record<string, PropertyDefault>;

/** How it looks under a finger: `hover`. */
export const HOVER = {
  hoverClass: '',
  hoverStopPropagation: false,
  hoverStartTime: 50,
  hoverStayTime: 400,
} satisfies Record<string, PropertyDefault>;

export const COMMON = { ...ANNOUNCED, ...HOVER, animation: null };

/** Shows a property on its element; false says that it is none that every component shows so. */
export function show(element: HTMLElement, name: string, value: unknown): boolean {
  if (name === 'animation') playAnimation(element, value);
  else if (name === 'hidden') element.toggleAttribute('hidden', Boolean(value));
  else if (name === 'ariaRole' || name === 'role') reflect(element, 'role', value);
  else if (name === 'tabindex') reflect(element, name, value);
  else if (name.startsWith('aria')) reflect(element, `aria-${name.slice(4).toLowerCase()}`, value);
  else return false;
  return true;
}

function reflect(element: HTMLElement, name: string, value: unknown): void {
  if (value === null || value === undefined || value === '') element.removeAttribute(name);
  else element.setAttribute(name, String(value));
}
