/**
 * Which bands a phone can be (R2-11). Whoever meets one has to know it for a phone of the lab, so it must
 * be able to say who it is; and what a phone's system keeps from it, it cannot say.
 */
import { PROTOCOLS, type ProtocolId } from '../../protocols/index';
import type { Platform as PhoneSystem } from '../virtual/link';

export type { PhoneSystem };

/** Why a phone cannot be a band. */
export type PhoneCannot =
  /** It says nothing by which a phone could be told from a real one. */
  | 'no-serial'
  /** The other phone's cloud would have to know a key that was made up. */
  | 'needs-key'
  /** It talks once somebody subscribed, and only an iPhone tells of that. */
  | 'speaks-first'
  /**
   * Its services are among those that an iPhone has of its own: Device Information and Battery are
   * refused (nordicsemi/IOS-nRF-Connect#83, noble/bleno#99).
   */
  | 'ios-keeps';

interface Way {
  /** What its name must begin with to be recognised; it is known by its service else. */
  name?: string;
  cannot: Partial<Record<PhoneSystem, PhoneCannot>>;
}

const everywhere = (why: PhoneCannot): Way => ({ cannot: { android: why, ios: why, ohos: why } });
const onlyIos: Way = { cannot: { android: 'speaks-first', ohos: 'speaks-first' } };

/** A protocol that is not here says nothing by which a phone could be told from a band. */
const WAYS: Readonly<Partial<Record<ProtocolId, Way>>> = {
  'wechat-pedometer': { cannot: {} },
  'mi-band': { cannot: {} },
  // No ring is an R00: `lib/serial` knows it by that.
  colmi: { name: 'COLMI R00_', cannot: {} },
  'mi-band-2': { name: 'MI Band 2 ', cannot: { ios: 'ios-keeps' } },
  'bluetooth-sig': { cannot: { ios: 'ios-keeps' } },
  codoon: { name: 'Codoon ', cannot: { ios: 'ios-keeps' } },
  'wechat-airsync': onlyIos,
  lifesense: onlyIos,
  ihealth: everywhere('needs-key'),
  huawei: everywhere('needs-key'),
};

export const wayOf = (protocol: ProtocolId): Way => WAYS[protocol] ?? everywhere('no-serial');

/** Every protocol, and why a phone of this system cannot be its band; null where it can. */
export const phoneBands = (
  platform: PhoneSystem,
): { protocol: ProtocolId; cannot: PhoneCannot | null }[] =>
  (Object.keys(PROTOCOLS) as ProtocolId[]).map((protocol) => ({
    protocol,
    cannot: wayOf(protocol).cannot[platform] ?? null,
  }));
