/**
 * The brand of this mini program: another one is made by changing this file, the logo it names, its
 * colours and the two lists beside it. `npm run build` writes title, style sheet and icons from it.
 */
import type { Brand } from './types';

export const BRAND: Brand = {
  name: { zh: '环友', en: 'Bandmates' },
  slogan: {
    zh: '不同厂商的手环，同一张好友榜',
    en: 'Bands of every maker, one board of friends',
  },
  logo: 'images/logo.png',
  shop: { appId: 'wx91d27dbf599dff74', itemPath: 'pages/item/detail/detail' },
  agreement: {
    zh: '环友把你的名字、步数和手环信息保存在云端，用来画图表和好友排行，在微信里撤回授权就会删除。不同意也能体验虚拟手环。',
    en: 'Bandmates keeps your name, steps and band in the cloud, for charts and the friends board. Withdraw your permission in WeChat and it is deleted. Without agreeing you can try the virtual band.',
  },
  privacy: {
    zh: [
      '我们保存步数、距离、消耗、手环型号和同步时间，只用来给你看历史和排行。',
      '好友和你加入的群看得到你的名字、步数、手环品牌和同步时间。',
      '世界榜的前 100 名带上步数和手环品牌，名字只有第一个字；你申请转移手环时，对方也只看到第一个字。',
      '分享出去的一天只带名字的第一个字，30 天后失效，可随时撤回。',
      '你申请核实的那一天，运营者看得到每小时的步数和手环型号，看不到你是谁。',
      '客服只在你勾选时收到诊断信息，不含步数、睡眠、序列号和好友，30 天后删除。',
      '睡眠和心率默认关闭，要你分别打开：睡眠只存在这部手机，撤回即删除；心率只当场显示，不保存。',
      '可以随时从所有榜单隐藏、导出全部数据，或删除账号。',
    ],
    en: [
      'We keep steps, distance, energy, band model and sync time, only for your history and boards.',
      'Friends and groups you join see your name, steps, band maker and sync time.',
      "The top 100 of World show steps, band maker and only the first letter of a name; asking for somebody's band shows that letter alone.",
      'A shared day carries only the first letter of your name, ends after 30 days, and can be withdrawn.',
      'Of a day you ask to have reviewed, the operator sees the steps of each hour and the band model, not who you are.',
      'Support gets diagnostics only when you tick them: no steps, sleep, serial or friends. They go after 30 days.',
      'Sleep and heart rate are off until you turn each on: sleep stays on this phone and is deleted when you withdraw; heart rate is only shown live.',
      'You can hide from all boards, export everything or delete your account at any time.',
    ],
  },
  about: {
    zh: [
      '不同厂商的手环，同一张好友榜。',
      '协议依据公开资料写成。除注明“厂商文档”的以外，都没有经过厂商确认；多数型号未用真机验证。手环页写明每一项的把握。',
      '虚拟手环只供体验，它的数据不进入真实排行。',
      '在京东购买会打开京东小程序；标有“推广”的，我们会得到佣金。',
    ],
    en: [
      'Bands of every maker, one board of friends.',
      `Protocols are written from public sources. Unless marked "Maker's document" no maker has confirmed them, and most models have not been tried with a real band. The band's page says how sure each part is.`,
      'The virtual band is for trying out; its data never ranks with real people.',
      `Buy on JD opens JD's mini program; where marked "Ad" we earn a commission.`,
    ],
  },
};
