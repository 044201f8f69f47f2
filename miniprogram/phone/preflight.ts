/**
 * Why a band cannot be searched for right now: one cause at a time, in the order in which a person
 * can clear them. The radio's own answer decides last; settings only name the cause sooner.
 */
import { type BleCode, BleError, type Radio } from '../ble/link';
import { AppError, toAppError } from './errors';

export type Platform = 'ios' | 'android' | 'ohos' | 'pc' | 'devtools';

/** What WeChat says about this phone. `undefined` = WeChat does not say. */
export interface PhoneFacts {
  platform: Platform;
  bluetoothOn?: boolean | undefined;
  wechatMayUseBluetooth?: boolean | undefined;
  /** `scope.bluetooth` of this mini program. */
  scopeGranted?: boolean | undefined;
  locationOn?: boolean | undefined;
  wechatMayUseLocation?: boolean | undefined;
}

export type CheckId = 'guideline' | 'permission' | 'bluetooth' | 'location';

export interface Check {
  id: CheckId;
  state: 'good' | 'problem' | 'later';
}

/** Which check a cause belongs to. Codes that are not in here are no preflight problems. */
const CHECK_OF: Partial<Record<BleCode, CheckId>> = {
  'privacy-refused': 'guideline',
  'not-declared': 'guideline',
  'bluetooth-unauthorized': 'permission',
  'scope-refused': 'permission',
  'bluetooth-unsupported': 'bluetooth',
  'bluetooth-off': 'bluetooth',
  'location-off': 'location',
  'location-unauthorized': 'location',
};

/** Whether an error is a cause that a person clears outside the page. */
export const isPreflight = (code: string): code is BleCode => code in CHECK_OF;

/** Only Android ties scanning to location; elsewhere the word must not appear. */
const asksLocation = (platform: Platform) => platform === 'android';

/** The first cause that the settings show, or null. */
export function causeOf(facts: PhoneFacts): BleCode | null {
  if (facts.platform === 'pc') return 'bluetooth-unsupported';
  if (facts.wechatMayUseBluetooth === false) return 'bluetooth-unauthorized';
  if (facts.scopeGranted === false) return 'scope-refused';
  if (facts.bluetoothOn === false) return 'bluetooth-off';
  return locationCause(facts);
}

function locationCause({ platform, locationOn, wechatMayUseLocation }: PhoneFacts): BleCode | null {
  if (!asksLocation(platform)) return null;
  if (locationOn === false) return 'location-off';
  return wechatMayUseLocation === false ? 'location-unauthorized' : null;
}

/**
 * What to tell of a radio error on this platform: an iPhone never hears of location, whatever the
 * system said.
 */
export function causeOnPlatform(code: BleCode, platform: Platform): BleCode {
  if (CHECK_OF[code] === 'location' && !asksLocation(platform)) return 'system';
  return code;
}

/** The list below the problem: what was checked, what is wrong, what comes later. */
export function checksOf(cause: BleCode, platform: Platform): Check[] {
  const ids: CheckId[] = ['guideline', 'permission', 'bluetooth'];
  if (asksLocation(platform)) ids.push('location');
  const wrong = ids.indexOf(CHECK_OF[cause] ?? 'bluetooth');
  return ids.map((id, index) => ({
    id,
    state: index < wrong ? 'good' : index === wrong ? 'problem' : 'later',
  }));
}

/**
 * Opens the radio and says what is in the way, or null. The radio decides; settings refine an
 * answer that only says "off", and add location, which Android checks when scanning begins.
 */
export async function preflight(radio: Pick<Radio, 'open'>): Promise<BleCode | null> {
  const facts = await readFacts();
  if (facts.platform === 'pc') return 'bluetooth-unsupported';
  try {
    await radio.open();
  } catch (cause) {
    const code = cause instanceof BleError ? cause.code : 'system';
    const told = causeOnPlatform(code, facts.platform);
    return told === 'bluetooth-off' || told === 'system' ? (causeOf(facts) ?? told) : told;
  }
  return locationCause(facts);
}

/**
 * What to tell of a radio that refused in the middle of something: as `preflight` would have told
 * it. Codes that are no preflight problem stay as they are. Never rejects.
 */
export async function causeNow(code: BleCode): Promise<BleCode> {
  // Without location Android may find nothing and say nothing.
  if (!isPreflight(code) && code !== 'band-not-found') return code;
  const facts = await readFacts();
  const told = causeOnPlatform(code, facts.platform);
  if (told === 'bluetooth-off') return causeOf(facts) ?? told;
  if (CHECK_OF[told] !== 'location' && told !== 'band-not-found') return told;
  return locationCause(facts) ?? told;
}

/** What was caught, with the setting that is in the way where the radio only says that it cannot. Never rejects. */
export async function explained(failure: unknown): Promise<AppError> {
  const error = toAppError(failure);
  if (!(error.cause instanceof BleError)) return error;
  return new AppError(await causeNow(error.cause.code), error.message, error.cause);
}

/** Asks WeChat. Never rejects; what it cannot tell is left out. */
export async function readFacts(): Promise<PhoneFacts> {
  const facts: PhoneFacts = { platform: platformOf(wx.getDeviceInfo().platform) };
  const system = wx.getSystemSetting();
  const app = wx.getAppAuthorizeSetting();
  facts.bluetoothOn = system.bluetoothEnabled;
  facts.locationOn = system.locationEnabled;
  facts.wechatMayUseBluetooth = allowed(app.bluetoothAuthorized);
  facts.wechatMayUseLocation = allowed(app.locationAuthorized);
  facts.scopeGranted = await scopeGranted();
  return facts;
}

const PLATFORMS: Record<string, Platform> = {
  ios: 'ios',
  android: 'android',
  ohos: 'ohos',
  ohos_pc: 'pc',
  windows: 'pc',
  mac: 'pc',
  devtools: 'devtools',
};

export const platformOf = (name: string): Platform => PLATFORMS[name] ?? 'android';

/** "not determined" is no refusal: WeChat will ask. */
const allowed = (state: string | undefined): boolean | undefined =>
  state === 'denied' ? false : state === 'authorized' ? true : undefined;

function scopeGranted(): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    wx.getSetting({
      success: ({ authSetting }) =>
        resolve((authSetting as Record<string, boolean | undefined>)['scope.bluetooth']),
      fail: () => resolve(undefined),
    });
  });
}
