/**
 * A serial for a band that states none: where this phone knows it. On Android and HarmonyOS that is
 * the band's address, so it is the band's own; on iPhone it is a number of this phone only, and the
 * band has to be added again on another one.
 */
export const localSerial = (deviceId: string): string =>
  deviceId.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
