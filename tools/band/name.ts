/** A characteristic as people write it: four digits where it is one of the Bluetooth SIG's range. */
export const short = (id: string): string =>
  id.endsWith('-0000-1000-8000-00805f9b34fb') ? id.slice(4, 8).toUpperCase() : id;
