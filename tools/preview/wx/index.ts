/** The `wx` object of one phone. */
import { createAnimation } from '../runtime/animation';
import type { Caller } from '../runtime/framework';
import { Intersections, SelectorQuery } from '../runtime/query';
import { bluetooth } from './bluetooth';
import { canIUse } from './can-i-use';
import { createCanvasContext, legacyCanvas } from './canvas-context';
import { cloud } from './cloud';
import { device } from './device';
import { feedback } from './feedback';
import { fileSharing } from './file-sharing';
import { files, USER_DATA_PATH } from './files';
import { withMissing } from './missing';
import { navigation } from './navigation';
import { network } from './network';
import { peripheral } from './peripheral';
import { person } from './person';
import { privacy } from './privacy';
import { share } from './share';
import { storage } from './storage';
import { system } from './system';
import { router, worklet } from './worklet';

export function createWx() {
  return withMissing({
    ...storage,
    ...files,
    ...fileSharing,
    ...system,
    ...device,
    ...feedback,
    ...navigation,
    ...privacy,
    ...person,
    ...share,
    ...bluetooth,
    ...peripheral,
    ...cloud,
    ...network,
    ...legacyCanvas,
    canIUse,
    worklet,
    router,
    createCanvasContext,
    env: { USER_DATA_PATH },
    createAnimation,
    createSelectorQuery: () => new SelectorQuery(null),
    createIntersectionObserver: (owner: Caller, options?: object) =>
      new Intersections(owner, options),
    arrayBufferToBase64: (buffer: ArrayBuffer) =>
      btoa(String.fromCharCode(...new Uint8Array(buffer))),
    base64ToArrayBuffer: (base64: string) =>
      Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer,
  });
}
