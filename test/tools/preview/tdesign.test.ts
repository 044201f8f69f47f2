import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Fixture, openFixture, shown } from './fixture';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

test('the TDesign components that the app uses answer to taps', async () => {
  const page = await fixture.open('/phone.html?user=kit&path=pages/kit/kit');
  const view = shown(page);
  const heard = (line: string) => view.locator('.log', { hasText: line }).waitFor();
  await view.getByText('世界').click();
  await heard('segment 世界');
  await view.locator('[class*="t-switch__body"]').first().click();
  await heard('switch true');
  await view.getByText('附上诊断信息').click();
  await heard('check true');
  await view.getByText('主要').click();
  await view.getByText('弹层内容').waitFor();
  await view
    .locator('[class*="t-overlay"]')
    .first()
    .click({ position: { x: 100, y: 50 } });
  await view.getByText('弹层内容').waitFor({ state: 'hidden' });
  await view.getByText('对话框', { exact: true }).click();
  await view.getByText('解除', { exact: true }).click();
  await heard('dialog confirm');
  await view.getByText('动作面板').click();
  await view.getByText('家庭群').click();
  await heard('sheet 1');
  await view.getByText('10,000 步').click();
  await view.getByText('确定').click();
  await heard('picker 8000');
  await view.getByText('提示', { exact: true }).click();
  await view.getByText('已复制').waitFor();
  expect(fixture.complaints).toEqual([]);
});
