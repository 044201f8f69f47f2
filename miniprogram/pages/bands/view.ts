/** The bands page from what is known. Pure beside the language in force. */
import type { BandCard } from '../../components/bm-band/bm-band';
import type { BoundBand } from '../../contract/api';
import {
  type BandMemory,
  bandName,
  featureLine,
  lastSynced,
  pictureOf,
} from '../../services/bands/index';
import { age } from '../../words/format';
import { text } from '../../words/index';
import { DOT } from '../../words/spacing';

export interface BandFacts {
  band: BoundBand;
  memory: BandMemory;
  /** Days of it that are safe. */
  saved: number;
  syncing: boolean;
}

/** Cards, in the order in which the bands are given. */
export const bandCards = (bands: readonly BandFacts[], now: number): BandCard[] =>
  bands.map((facts) => bandCard(facts, now));

export function bandCard(facts: BandFacts, now: number): BandCard {
  const { band, memory, syncing } = facts;
  const t = text();
  const name = bandName(band);
  const line = band.virtual ? t.bandVirtualHint : syncLine(facts, now);
  const battery = memory.battery ?? -1;
  const label = [name, line, ...(battery >= 0 ? [t.bandBattery(battery)] : [])];
  return {
    id: band.id,
    name,
    pic: pictureOf(band),
    line,
    battery: band.virtual ? -1 : battery,
    features: band.virtual ? '' : featureLine(band.protocol),
    label: label.join('，'),
    syncLabel: t.syncBandOf(name),
    syncWord: t.syncNow,
    syncing,
  };
}

function syncLine(facts: BandFacts, now: number): string {
  const t = text();
  const synced = lastSynced(facts.band, facts.memory);
  if (synced === 0) return t.bandNever;
  const parts = [t.bandSynced(age(synced, now))];
  if (facts.saved > 0) parts.push(t.bandSaved(facts.saved));
  return parts.join(DOT);
}
