/** All encodings by name; each is made, with its peers, only when asked for. */
import type { Encoding } from './encoding';

export const ENCODINGS: Readonly<Record<string, () => Promise<Encoding>>> = {
  AirSync: async () => (await import('./airsync')).airsync(),
  Codoon: async () => (await import('./codoon')).codoon(),
  'Lifesense A5': async () => (await import('./lifesense')).lifesense(),
  'iHealth AM3': async () => (await import('./ihealth')).ihealthAm3(),
  'iHealth AM4': async () => (await import('./ihealth')).ihealthAm4(),
  'Huawei, plain': async () => (await import('./huawei')).huaweiPlain(),
  'Huawei, AES-CBC': async () => (await import('./huawei')).huaweiSealed(),
  'Mi Band 1': async () => (await import('./mi-band')).miBand1(),
  'Mi Band 2': async () => (await import('./mi-band')).miBand2(),
  'Colmi, steps': async () => (await import('./colmi')).colmiSteps(),
  'Colmi, heart rate': async () => (await import('./colmi')).colmiHeart(),
  Lefun: async () => (await import('./lefun')).lefun(),
  'WeChat pedometer (FEA1)': async () => (await import('./totals')).pedometer(),
  'InfiniTime, steps': async () => (await import('./totals')).infinitime(),
  'Step counter (2B40)': async () => (await import('./totals')).stepCounter(),
  'Heart rate (2A37)': async () => (await import('./totals')).heartRate(),
};
