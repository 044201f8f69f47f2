/** The preview's page: the phones and the panel beside them. */
import { forgetOldData, Hub, pageTime } from '../hub/hub';
import { readStage, stageQuery } from '../hub/stage';
import { h } from '../runtime/dom';
import { bandsSection } from './bands-section';
import { clockSection } from './clock-section';
import { cloudSection } from './cloud-section';
import { devices } from './devices';
import { errandSection } from './errand-section';
import { inspector } from './inspector/inspector';
import inspectorCss from './inspector/inspector.css';
import { logSection } from './log-section';
import { phonesSection } from './phones-section';
import { realSection } from './real-section';
import { sharesSection } from './shares-section';
import css from './shell.css';
import { tourSection } from './tour/tour-section';

forgetOldData(document.body.dataset.dataId ?? '');
const hub = new Hub(pageTime(), readStage(location.search));
window.previewHub = hub;
hub.cloud.onReload(({ all }) => {
  if (all) location.reload();
});
document.head.append(h('style', {}, css + inspectorCss));

/** A reload and a copied link give the same stage. */
const remember = () => history.replaceState(null, '', stageQuery(hub.placed()));
hub.moved.on(remember);
hub.shelf.changed.on(remember);
hub.changed.on(remember);
remember();

const { tour } = hub.props;
const sections = [
  ...(tour ? [tourSection(hub, tour)] : []),
  phonesSection(hub),
  bandsSection(hub),
  realSection(hub),
  clockSection(hub),
  sharesSection(hub),
  cloudSection(hub),
  logSection(hub),
];

const contents = h('nav', { 'aria-label': '目录 Contents' }, ...sections.map(jump));

/** Whatever can be done for the stage comes first. */
void hub.cloud.errands().then((errands) => {
  const first = errands.map((errand) => errandSection(hub, errand));
  sections[0]?.before(...first);
  contents.prepend(...first.map(jump));
});

const panel = h(
  'aside',
  { class: 'panel', testid: 'panel' },
  h(
    'header',
    {},
    h('h1', {}, '小程序预览'),
    h('p', {}, '几个人、几部手机、虚拟手环，本机的云。'),
    h('p', { lang: 'en' }, 'People, phones, virtual bands, a cloud on this machine.'),
    contents,
  ),
  ...sections,
);

/** A way to a section, however far down it is. */
function jump(section: HTMLElement): HTMLElement {
  const words = section.querySelector('h2')?.firstChild?.textContent ?? '';
  return h('button', { class: 'jump', onclick: () => section.scrollIntoView() }, words);
}

const inspecting = inspector(hub, (phone) => {
  desk.classList.toggle('inspecting', phone !== null);
  for (const look of desk.querySelectorAll<HTMLElement>('.inspect')) {
    // Whoever closes it from inside is back where they came from.
    if (!phone && look.ariaPressed === 'true') look.focus();
    look.ariaPressed = String(look.dataset.testid === `inspect-${phone?.id}`);
  }
});
const desk = h('main', { class: 'desk' });
desk.append(devices(hub, inspecting.toggle), inspecting.element, panel);
document.body.append(desk);
