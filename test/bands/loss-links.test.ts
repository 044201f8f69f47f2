/** No step is lost, whatever the link, the band and the app do: every driver, every virtual band. */
import { describeLoss, KITS } from '../support/loss';

for (const kit of KITS) {
  for (const virtual of kit.virtuals) {
    describeLoss(kit, virtual, ['cuts', 'losses', 'callbacks', 'battery', 'release', 'steady']);
  }
}
