/** @jest-environment jsdom */
import { expect, jest, test } from '@jest/globals';
import { openPage, type Rendered, settle } from '../helpers/simulate';
import { fixTime } from '../helpers/time';
import { installWx } from '../helpers/wx';

fixTime();
const wxNow = installWx(() => ({ getEnterOptionsSync: () => ({ scene: 1001 }) }));
const tap = (page: Rendered) => (page.instance.onAdd as () => void).call(page.instance);

function open(): Rendered {
  return openPage('packages/band/model/model', { model: 'none' });
}

test('two quick taps open one page', async () => {
  const page = open();
  tap(page);
  tap(page);
  await settle();
  tap(page);
  expect(wxNow().navigateTo).toHaveBeenCalledTimes(1);
});

test('a page that did not open can be tapped again', async () => {
  const page = open();
  const navigateTo = jest.fn(() => Promise.reject(new Error('page limit exceeded')));
  wxNow().navigateTo = navigateTo;
  tap(page);
  await settle();
  tap(page);
  expect(navigateTo).toHaveBeenCalledTimes(2);
});
