/** A band for the panel, with what the inspector reads its packets by: the decoders of its kit. */
import { type BandKit, plain } from '../../../miniprogram/bands/kit';
import type { BandMaker } from '../../preview';
import type { KitModule } from './kit-plans';
import { makerOf, type Plan } from './offer';

export const making =
  (kits: readonly KitModule[]) =>
  (plan: Plan): BandMaker => ({
    ...makerOf(plan),
    decoders: decodersOf(kits.find(({ id }) => id === plan.speaks)),
  });

/** A kit that cannot be loaded reads nothing; that it cannot is said where its bands are. */
function decodersOf(module: KitModule | undefined): NonNullable<BandMaker['decoders']> {
  try {
    return module ? module.load().decoders.map(plainly) : [];
  } catch {
    return [];
  }
}

/** What a decoder finds is shown and exported as JSON. */
const plainly = ({ decode, ...decoder }: BandKit['decoders'][number]) => ({
  ...decoder,
  decode(values: readonly Uint8Array[]) {
    const result = decode(values);
    return result.ok ? { ok: true as const, value: plain(result.value) } : result;
  },
});
