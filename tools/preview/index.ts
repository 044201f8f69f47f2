/** Any mini program in a browser, over any cloud, with any virtual bands. See README.md. */

export { aheadTo, Clock, parseShanghai } from './clock';
export type { PreviewCloud } from './cloud-port';
export type { Deed, Errand, StageOf } from './errands';
export { type ForeignOptions, startForeign } from './foreign';
export type { Person as PreviewPerson } from './hub/people';
export type { PhoneSettings } from './hub/phones';
export type { Packet, SessionFile } from './hub/session';
export { type LocalPreviewCloud, openLocalCloud, passPictures } from './local-cloud';
export { openPreview, type Preview, type PreviewOptions } from './preview';
export type {
  BandMaker,
  BandMemory,
  BoxCode,
  BrowserModule,
  MadeBand,
  MakeProps,
  Props,
  RealRadio,
} from './props';
export type { StepResult, Tour, TourStep } from './tour';
