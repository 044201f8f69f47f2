/** A band of the owner's that somebody else asks for: what both see. */
import type { Tour } from './tour';

const page = (name: string, query: Readonly<Record<string, string>>) =>
  `path=packages/band/${name}/${name}%3F${encodeURIComponent(String(new URLSearchParams(query)))}`;

export const handover: Tour = async (guide, stop) => {
  const { bands } = await guide.ask('owner', 'account.enter', {});
  const { model, serial, protocol } = bands[0]!;
  await guide.open('asker', page('handover', { model, serial, protocol, deviceId: 'none' }));
  await guide.see('.line');
  await stop('handover-ask');
  await guide.ask('asker', 'band.claim', { model, serial });
  const { mine } = await guide.ask('asker', 'band.claims', {});
  const { claim } = mine[0]!;
  await guide.open('asker', page('handover', { claim }));
  await guide.see('.round');
  await stop('handover-asked');
  await guide.open('owner', page('answer', { claim }));
  await guide.see('.answers');
  await stop('handover-answer');
  await guide.tap('.answers .t-button');
  await guide.see('bm-band');
  await guide.open('asker', page('handover', { claim }));
  await guide.see('.round');
  await stop('handover-refused');
};
