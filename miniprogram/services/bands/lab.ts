/**
 * The lab: a virtual band of any protocol, in develop versions alone. While one is chosen it stands
 * in for everything near this phone.
 */
import { MODELS } from '../../contract/makers';
import { civilOffset, now, systemClock } from '../../lib/clock';
import { AppError } from '../../phone/errors';
import { stored } from '../../phone/store';
import { isDevelop } from '../../phone/wechat';
import { modelFor, PROTOCOLS, type ProtocolId } from '../../protocols/index';
import {
  HAS_LAB,
  type LabAir,
  type LabPhoneBand,
  type LabWish,
  openLab,
  type PhoneCannot,
  type PhoneSystem,
} from './lab-door';

const chosen = stored<LabWish | null>(
  'lab',
  null,
  (value) => ((value as LabWish | null)?.protocol ?? '') in PROTOCOLS,
);

/** Whether there is a lab: in develop versions, but for those of a release's tree. */
export const hasLab = (): boolean => HAS_LAB && isDevelop();

/** The band that is chosen, or null; without a lab always null. */
export const labChoice = (): LabWish | null => (hasLab() ? chosen.get() : null);

/** The bands that were made, by protocol: each goes on as it is until another is chosen. */
const airs = new Map<string, LabAir>();

/** Chooses a band, or none; it begins anew. */
export function chooseLab(wish: LabWish | null): void {
  airs.clear();
  if (wish) chosen.set(wish);
  else chosen.clear();
}

async function lab() {
  if (!hasLab()) throw new AppError('not-supported', 'this version has no lab');
  try {
    return await openLab();
  } catch (cause) {
    throw new AppError('drivers-missing', 'the lab did not load', cause);
  }
}

const ownTail = stored('lab-phone', '', (value) => /^[0-9A-F]{4}$/.test(String(value)));

const ownKind = stored<ProtocolId>(
  'lab-phone-kind',
  'wechat-pedometer',
  (value) => String(value) in PROTOCOLS,
);

/** A protocol of which this phone may be the band, by the model it is called by. */
export interface LabPhoneKind {
  protocol: ProtocolId;
  model: string | null;
  /** Why it cannot; null where it can. */
  cannot: PhoneCannot | null;
}

/** Every protocol, for a phone of this system. Rejects as `labAir`. */
export async function labPhoneKinds(platform: PhoneSystem): Promise<LabPhoneKind[]> {
  const { phoneBands } = await lab();
  const models = labBands();
  return phoneBands(platform).map(({ protocol, cannot }) => ({
    protocol,
    model: models.find((one) => one.protocol === protocol)?.model ?? null,
    cannot,
  }));
}

/** Which of them this phone is from now on. */
export const chooseLabPhone = (protocol: ProtocolId): void => void ownKind.set(protocol);

/** The band that this phone is, with the same serial every time. Rejects as `labAir`. */
export async function labPhone(platform: PhoneSystem): Promise<LabPhoneBand> {
  const { createPhoneBand } = await lab();
  if (ownTail.get() === '') {
    const random = Math.floor(Math.random() * 0x10000);
    ownTail.set(random.toString(16).padStart(4, '0').toUpperCase());
  }
  const kinds = await labPhoneKinds(platform);
  const chosen = kinds.find(({ protocol, cannot }) => protocol === ownKind.get() && !cannot);
  const protocol = chosen?.protocol ?? 'wechat-pedometer';
  return createPhoneBand(protocol, {
    ...{ tail: ownTail.get(), platform, now },
    offsetSeconds: civilOffset(),
  });
}

/** Where the virtual band of a protocol is. Rejects with 'drivers-missing', or outside a develop version. */
export async function labAir(protocol: LabWish['protocol']): Promise<LabAir> {
  const { createLabAir } = await lab();
  const known = airs.get(protocol);
  if (known) return known;
  const choice = chosen.get();
  const fault = choice?.protocol === protocol ? choice.fault : null;
  const pairing = stored(`lab-pairing.${protocol}`, '', (value) => typeof value === 'string');
  const air = createLabAir(
    { protocol, fault },
    {
      clock: systemClock,
      now,
      offsetSeconds: civilOffset(),
      pairing: { get: () => pairing.get() || null, set: (text) => void pairing.set(text) },
    },
  );
  airs.set(protocol, air);
  return air;
}

/** What the lab offers: a band a protocol, by the model that best stands for it. */
export const labBands = (): { protocol: LabWish['protocol']; model: string | null }[] =>
  (Object.keys(PROTOCOLS) as LabWish['protocol'][]).map((protocol) => {
    const general = modelFor(protocol, '');
    const named = MODELS.find(({ protocols }) => protocols.includes(protocol));
    const model = general?.advertisedNames.length === 0 ? general : named;
    return { protocol, model: model?.id ?? null };
  });
