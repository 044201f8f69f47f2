/** What people do in more than one journey. */
import type { Journey, Phone } from './open';

export const TABS = { today: 0, ranking: 1, bands: 2, me: 3 };

/** Finds a band nearby, binds it and has it synced. */
export async function addNearby(who: Phone, name: string): Promise<void> {
  await who.tab(TABS.bands);
  await who.tap('添加手环');
  await who.text(name).first().click();
  await who.exact('绑定这只手环').click();
  await who.text('刚刚同步').waitFor();
}

/** Phone 1 sends an invitation card, phone 2 (小贝) accepts it and sees both on the ranking. */
export async function befriend(journey: Journey, one: Phone, two: Phone): Promise<void> {
  await one.tab(TABS.ranking);
  await one.exact('发送邀请卡片').click();
  await journey.page.getByText('小贝打开').first().click();
  await two.exact('接受邀请').click();
  await two.tap('去看排行');
  await two.text('共 2 人').waitFor();
}
