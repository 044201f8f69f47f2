/** The preview's page: two phones and the panel beside them. */
import { forgetOldData, Hub, pageTime } from '../hub/hub';
import { h } from '../runtime/dom';
import { visitUrl } from '../runtime/phone-url';
import { bandsSection } from './bands-section';
import { clockSection } from './clock-section';
import { cloudSection } from './cloud-section';
import { logSection } from './log-section';
import { phonesSection } from './phones-section';
import { sharesSection } from './shares-section';
import css from './shell.css';

forgetOldData(document.body.dataset.dataId ?? '');
const hub = new Hub(pageTime());
window.previewHub = hub;
hub.cloud.onReload(({ all }) => {
  if (all) location.reload();
});
document.head.append(h('style', {}, css));

const phones = hub.phones.map(({ person }, index) =>
  h(
    'figure',
    { class: 'device' },
    h(
      'figcaption',
      {},
      h('b', {}, person.name),
      h('span', {}, `手机 ${index + 1} · Phone ${index + 1}`),
    ),
    h(
      'div',
      { class: 'case' },
      h('iframe', {
        src: visitUrl(person.user, { path: '', scene: 1001 }),
        title: `${person.name}的手机`,
        testid: `phone-${index + 1}`,
      }),
    ),
  ),
);

const panel = h(
  'aside',
  { class: 'panel', testid: 'panel' },
  h(
    'header',
    {},
    h('h1', {}, '小程序预览'),
    h('p', {}, '两个人、两部手机、虚拟手环，本机的云。'),
    h('p', { lang: 'en' }, 'Two people, two phones, virtual bands, a cloud on this machine.'),
  ),
  bandsSection(hub),
  clockSection(hub),
  sharesSection(hub),
  phonesSection(hub),
  cloudSection(hub),
  logSection(hub),
);

document.body.append(h('main', { class: 'desk' }, ...phones, panel));
