/** Advertisements that come in two parts, with the name in the second and zeros behind it. */
import type { BandKit } from '../../../miniprogram/bands/kit';
import { advertisementOf } from '../../../miniprogram/bands/virtual/radio';
import type { Advertisement } from '../../../miniprogram/ble/link';
import { type Recognition, recognise } from '../../../miniprogram/protocols/index';
import { discover, type Nearby } from '../../../miniprogram/services/bands/discover';
import { listener } from '../../../miniprogram/services/bands/heard';
import { type Clause, judge, limit } from './clauses';
import { phoneScene } from './phone-scene';
import { heard } from './recognition';

const NAME = 'split-advertisement';

export const splitAdvertisement: Clause = async (kit, virtual) => {
  const stage = phoneScene(kit, virtual, { platform: 'ios', splits: true });
  if (!recognise(advertisementOf(stage.band)))
    return limit(NAME, 'not even the whole one is recognised: see recognition');
  const complaints = [...samples(kit)];
  let list: Nearby[] = [];
  const search = await discover({ radio: stage.radio, clock: stage.clock }, (now) => {
    list = now;
  });
  await stage.clock.run(search.done);
  const { model, serial, card } = recognise(advertisementOf(stage.band))!;
  const [line] = list;
  if (list.length !== 1) complaints.push(`${list.length} lines for one band`);
  else if (line!.serial !== serial) complaints.push(`serial ${line!.serial} instead of ${serial}`);
  else if (line!.model !== model?.id) complaints.push(`taken for a ${line!.model}`);
  else if (line!.protocol !== card.id) complaints.push(`taken for ${line!.protocol}`);
  const seen = `one line, ${line?.model}, from two parts; ${kit.advertisements.length} samples`;
  return judge(NAME, complaints, seen);
};

/** Those of the kit, in both orders of their parts. */
function* samples(kit: BandKit): Generator<string> {
  for (const sample of kit.advertisements) {
    const whole = heard(sample);
    const parts: Advertisement[] = [
      { ...whole, localName: '' },
      { ...whole, serviceUuids: [], manufacturerData: new Uint8Array(0) },
    ];
    for (const order of [parts, parts.slice().reverse()]) {
      const hear = listener();
      const last = order.map(hear).pop()!;
      if (said(recognise(last)) !== said(recognise(whole))) {
        yield `"${sample.localName}" in two parts is ${said(recognise(last))}`;
      }
    }
  }
}

const said = (known: Recognition | null): string =>
  known ? `${known.card.id} ${known.model?.id} ${known.serial}` : 'nobody';
