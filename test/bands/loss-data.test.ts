/** No step is lost or made up, whatever values, clocks and people do: every driver and virtual band. */
import { describeLoss, KITS } from '../support/loss';

for (const kit of KITS) {
  for (const virtual of kit.virtuals) {
    describeLoss(kit, virtual, ['truth', 'duplicates', 'swaps', 'flips', 'shortened']);
    describeLoss(kit, virtual, ['walks', 'weeks', 'midnight', 'zones']);
    describeLoss(kit, virtual, ['clock', 'told', 'corrected']);
  }
}
