/** The way to a band: found nearby, chosen by model, read from a code; and what stands in the way. */
import type { Guide } from '../guide';
import type { Tour } from './tour';

const PAGE = 'path=packages/add/add';

async function scan(guide: Guide, code: string): Promise<void> {
  await guide.tap('.scan .t-button');
  await guide.chrome('scan-text').fill(code);
  await guide.chrome('scan-use').click();
  await guide.see('bm-problem');
}

export const adding: Tour = async (guide, stop) => {
  await guide.open('adding', PAGE);
  await guide.see('.near');
  await stop('add-nearby');
  await guide.tap('.group .t-cell');
  await guide.see('.bm-sheet .t-cell');
  await stop('add-models');
  await guide.shut();
  await scan(guide, 'http://we.qq.com/d/AQC_1234');
  await stop('add-old-code');
  await scan(guide, 'wxp://f2f0payment');
  await stop('add-unknown-code');

  await guide.open('adding', 'path=packages/add/add%3Fmodel%3Dmi-band%26serial%3DC81F66B07E02');
  await guide.see('.confirm');
  await stop('add-confirm-warning');

  await guide.open('adding', PAGE);
  await guide.see('.near');
  await guide.tap('.near');
  await guide.see('.confirm');
  await stop('add-confirm');
  await guide.bands({ fault: 'silent' });
  await guide.tap('.bind .t-button');
  await stop('add-binding');
  await guide.see('bm-problem');
  await stop('add-trouble');
};

export const blocked: Tour = async (guide, stop) => {
  await guide.open('blocked');
  await guide.settings({ location: false });
  await guide.open('blocked', PAGE);
  await guide.see('add-blocked');
  await stop('add-blocked-location');
  await guide.settings({ bluetooth: false });
  await guide.open('blocked', PAGE);
  await guide.see('add-blocked');
  await stop('add-blocked-bluetooth');
  await guide.settings({ platform: 'ios', location: true });
  await guide.open('blocked', PAGE);
  await guide.see('.drawing');
  await stop('add-blocked-ios');
  await guide.settings({ platform: 'android', bluetooth: true });
  await guide.open('blocked', 'path=pages/bands/bands');
  await guide.bands({ on: false });
  await guide.tap('.add .t-button');
  await guide.see('.again');
  await stop('add-nothing');
  await guide.open('blocked', 'path=bands/probe/probe');
  await guide.see('.t-cell');
  await stop('probe');
  await guide.tap('.t-cell');
  await guide.see('.report');
  await stop('probe-report');
};
