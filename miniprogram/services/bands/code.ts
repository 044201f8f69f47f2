/**
 * What a scanned text says about a band. Three forms carry one:
 *
 * - link     https://<maker domain>/b/<model>/<serial>   printed by makers; WeChat's own scanner
 *            hands it over as `q`, percent-encoded once
 * - scene    b.<model>.<serial>                          mini-program code, at most 32 characters
 * - barcode  the serial alone, letters and digits
 *
 * Nothing is ever opened or followed: a text is one of these, the old hardware code, or unknown.
 */
import { makerOf, modelOf } from '../../contract/makers';

export type BandCode =
  /** `model` is null when only the serial was there. */
  | { kind: 'band'; model: string | null; serial: string }
  /** A ticket of WeChat's hardware platform of 2014: it names no model we could know. */
  | { kind: 'old-code' }
  | { kind: 'unknown-code' };

export const SCENE_LENGTH = 32;
const LONGEST = 512;
const SERIAL = '[0-9A-Za-z_-]{1,32}|(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}';
const LINK = new RegExp(`^https://([a-z0-9.-]{3,80})/b/([a-z0-9-]{1,32})/(${SERIAL})/?$`, 'i');
const SCENE = new RegExp(`^b\\.([a-z0-9-]{1,32})\\.(${SERIAL})$`);
const OWN_PATH = /^\/?packages\/add\/add(?:\.html)?\?(.*)$/;
const OLD_TICKET = /^https?:\/\/we\.qq\.com\/d\/AQC/i;
/** A serial beside a barcode has letters; digits alone are a product or a payment code. */
const BARCODE = /^(?=.*[A-Z])(?=.*\d)[A-Z0-9-]{5,24}$/;
const MAC = /^(?:[0-9A-F]{2}:){5}[0-9A-F]{2}$/;

const UNKNOWN: BandCode = { kind: 'unknown-code' };

/** The band a text names. Total: any text at all gives an answer. */
export function parseBandCode(text: string): BandCode {
  const plain = text.length > LONGEST ? '' : decodedOnce(text.trim());
  if (OLD_TICKET.test(plain)) return { kind: 'old-code' };
  const path = OWN_PATH.exec(plain);
  if (path) return ofQuery(path[1]!);
  const scene = plain.length <= SCENE_LENGTH ? SCENE.exec(plain) : null;
  if (scene) return known(scene[1]!, scene[2]!);
  const link = LINK.exec(plain);
  if (link) return mayPrint(link[1]!, link[2]!) ? known(link[2]!, link[3]!) : UNKNOWN;
  const upper = plain.toUpperCase();
  if (MAC.test(upper) || BARCODE.test(upper)) {
    return { kind: 'band', model: null, serial: normalSerial(upper) };
  }
  return UNKNOWN;
}

/** The text of a mini-program code for a band, or null when it does not fit. */
export function sceneOf(model: string, serial: string): string | null {
  const scene = `b.${model}.${serial}`;
  return scene.length <= SCENE_LENGTH && SCENE.test(scene) ? scene : null;
}

/** Identity is upper case; an address has no colons. */
export const normalSerial = (serial: string): string => serial.toUpperCase().replace(/:/g, '');

function known(model: string, serial: string): BandCode {
  const id = model.toLowerCase();
  return modelOf(id) ? { kind: 'band', model: id, serial: normalSerial(serial) } : UNKNOWN;
}

/** A maker prints links to its own models, on its domains and what is below them. */
function mayPrint(host: string, model: string): boolean {
  const name = host.toLowerCase();
  const { domains = [] } = makerOf(modelOf(model.toLowerCase())?.maker ?? '') ?? {};
  return domains.some((domain) => name === domain || name.endsWith(`.${domain}`));
}

function ofQuery(query: string): BandCode {
  const values: Record<string, string> = {};
  for (const pair of query.split('&')) {
    const at = pair.indexOf('=');
    if (at > 0) values[pair.slice(0, at)] = pair.slice(at + 1);
  }
  const { scene, q, model, serial } = values;
  if (scene !== undefined || q !== undefined) {
    const inner = scene ?? q!;
    return OWN_PATH.test(inner) ? UNKNOWN : parseBandCode(inner);
  }
  return model && serial ? parseBandCode(`b.${model}.${serial}`) : UNKNOWN;
}

/** WeChat encodes `q` and `scene` once; anything that stays encoded after that is not ours. */
function decodedOnce(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
