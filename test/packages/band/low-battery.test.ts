/** @jest-environment jsdom */
/** Where WeChat knows the model, a band’s page offers a message when it is almost empty. */
import { beforeEach, expect, test } from '@jest/globals';
import { boundBand } from '../../helpers/bands';
import { NOW, sampleMe } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';
import { openPage, type Rendered, wordsOf } from '../../helpers/simulate';

const phone = installPhone();
const band = boundBand({ protocol: 'ihealth' });
const asked = { serial: band.serial, ticket: 'ticket', model: 'M1', templates: ['T-low'] };

let heard: unknown[];
let answer: (options: {
  tmplIds: string[];
  success(said: object): void;
  fail(error: object): void;
}) => void;
beforeEach(() => {
  heard = [];
  answer = ({ success }) => success({ 'T-low': 'accept' });
  Object.assign(phone.wx(), {
    requestSubscribeDeviceMessage(options: Parameters<typeof answer>[0] & { snTicket: string }) {
      const { tmplIds, snTicket } = options;
      heard.push({ tmplIds, snTicket });
      answer(options);
    },
  });
});

async function open(devices: string[], more = {}): Promise<Rendered> {
  const kept = { me: sampleMe(), bands: [{ ...band, ...more }], days: [], streak: 0, at: NOW };
  phone.wx().storage.set('bm.mine', kept);
  phone.cloud({
    ...{ 'account.enter': { ...kept, notices: [], templates: {}, devices } },
    'device.ticket': asked,
    'device.allow': (input: unknown) => {
      heard.push(input);
      return {};
    },
  });
  const { enter } = require('../../../miniprogram/services/account/index') as {
    enter(): Promise<unknown>;
  };
  await enter();
  const page = openPage('packages/band/detail/detail', { id: band.id });
  await pass(10);
  return page;
}

const call = async (page: Rendered, name: string) => {
  await (page.instance[name] as () => unknown).call(page.instance);
  await pass(10);
};

test('a yes is asked in a tap, with the ticket that was fetched before, and told to the cloud', async () => {
  const page = await open([band.model]);
  expect(wordsOf(page)).toContain('电量低时用微信通知');
  await call(page, 'onTellLow');
  expect(heard).toEqual([]);
  expect(page.instance.data.lowTicket).toEqual(asked);
  await call(page, 'onTellLowYes');
  expect(heard).toEqual([
    { tmplIds: ['T-low'], snTicket: 'ticket' },
    { band: band.id, templates: ['T-low'] },
  ]);
  expect(phone.wx().showToast).toHaveBeenLastCalledWith({
    title: '电量低时微信会通知你',
    icon: 'none',
  });
});

test.each([
  [{ 'T-low': 'reject' }, []],
  [{ 'T-low': 'ban' }, []],
  [{ 'T-low': 'acceptWithAudio' }, ['T-low']],
])('%o is %o', async (said, templates) => {
  answer = ({ success }) => success(said);
  const page = await open([band.model]);
  await call(page, 'onTellLow');
  await call(page, 'onTellLowYes');
  expect(heard.at(-1)).toEqual({ band: band.id, templates });
});

test('a question that could not be asked changes nothing in the cloud', async () => {
  answer = ({ fail }) => fail({ errCode: 20003 });
  const page = await open([band.model]);
  await call(page, 'onTellLow');
  await call(page, 'onTellLowYes');
  expect(heard).toHaveLength(1);
  expect(phone.wx().showToast).toHaveBeenLastCalledWith({
    title: '不会有微信通知，电量低时这里会提示',
    icon: 'none',
  });
});

test('it is not offered where WeChat does not know the model, or of a band that says nothing of it', async () => {
  expect(wordsOf(await open([]))).not.toContain('电量低时用微信通知');
  expect(wordsOf(await open([band.model], { virtual: true }))).not.toContain('电量低时用微信通知');
  // AirSync tells no battery.
  const silent = await open([band.model], { protocol: 'wechat-airsync' });
  expect(wordsOf(silent)).not.toContain('电量低时用微信通知');
});
