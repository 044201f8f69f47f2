/** A bound band's page from what is known. Pure beside the language in force. */

import { stageDoing } from '../../../components/bm-stages/stages';
import type { BoundBand } from '../../../contract/api';
import { makerOf, modelOf } from '../../../contract/makers';
import type { AppCode } from '../../../phone/errors';
import type { Feature } from '../../../protocols/driver';
import { GOALS, nearestGoal } from '../../../services/account/index';
import {
  type BandMemory,
  bandName,
  deviceOf,
  featureLists,
  featuresOf,
  type LiveKind,
  pictureOf,
  protocolsOf,
} from '../../../services/bands/index';
import { bandWords } from '../../../words/band';
import type { Device } from '../../../words/device';
import { age, grouped } from '../../../words/format';
import { language, textOf } from '../../../words/index';
import { modelWords } from '../../../words/model';
import { DOT } from '../../../words/spacing';
import { supportWords } from '../../../words/support';

export interface DetailFacts {
  band: BoundBand;
  memory: BandMemory;
  goal: number;
  /** UTC seconds. */
  now: number;
  /** Whether its model can be bought from here. */
  shop: boolean;
}

export interface SyncLine {
  id: number;
  when: string;
  what: string;
  ok: boolean;
}

export interface DetailView {
  name: string;
  pic: string;
  line: string;
  /** 0–100, or −1 when the band does not say. */
  battery: number;
  readAt: string;
  canFind: boolean;
  /** What can be looked at now: of a heart rate, where the person agreed. */
  live: LiveKind[];
  features: { icon: string; name: string; source: string }[];
  lacks: string;
  /** What it can do once the person turns it on, or empty. */
  off: string;
  source: string;
  goal: string;
  /** The goals to choose from, and the one in force. */
  goals: string[];
  goalIndex: number;
  syncCount: string;
  syncs: SyncLine[];
  support: string;
  /** The words of the way to its model; a virtual band has none. */
  model: string;
  /** Whether it can be bought there. */
  shop: boolean;
  virtual: boolean;
}

const ICONS: Partial<Record<Feature, string>> = {
  steps: 'steps',
  distance: 'location',
  energy: 'bars',
  history: 'clock',
  sleep: 'moon',
  'heart-rate': 'heart',
  battery: 'battery',
  find: 'vibrate',
  goal: 'target',
};

export function detailView({ band, memory, goal, now, shop }: DetailFacts): DetailView {
  const device = deviceOf(band.model);
  const t = textOf(bandWords, device);
  const features = featuresOf(band.protocol);
  const { has, off, lacks } = featureLists(band.protocol);
  const names = (list: readonly Feature[]) => list.map((name) => t.feature[name]).join(t.comma);
  const model = modelOf(band.model);
  const maker = makerOf(model?.maker ?? 'generic');
  const trust = model && protocolsOf(model).find(({ protocol }) => protocol === band.protocol);
  const line = [t.detailTail(band.serial.slice(-4))];
  if (memory.firmware) line.push(t.detailFirmware(memory.firmware));
  const good = memory.results.filter(({ ok }) => ok).length;
  const all = memory.results.length;
  return {
    name: bandName(band),
    pic: pictureOf(band),
    line: line.join(DOT),
    battery: memory.battery ?? -1,
    readAt: memory.battery === null ? '' : t.detailReadAt(age(memory.batteryAt, now)),
    canFind: features.find !== undefined,
    live: [
      ...(features.live !== undefined ? (['steps'] as const) : []),
      ...(has.includes('heart-rate') ? (['heart-rate'] as const) : []),
    ],
    features: has.map((feature) => ({
      icon: ICONS[feature] ?? 'info',
      name: t.feature[feature],
      source: band.virtual ? t.bandSample : t.sourceShort[features[feature]!],
    })),
    lacks: lacks.length > 0 ? t.detailLacks(names(lacks)) : '',
    off: off.length > 0 ? t.detailOff(names(off)) : '',
    source: band.virtual
      ? t.bandVirtualHint
      : trust?.source
        ? t.source[trust.source]
        : t.source.assumed,
    goal: t.detailGoalSteps(grouped(goal)),
    goals: GOALS.map((steps) => t.detailGoalSteps(grouped(steps))),
    goalIndex: nearestGoal(goal),
    syncCount: all === 0 ? t.detailNoSyncs : t.detailSyncCount(all, good),
    syncs: memory.results.map(({ at, ok, stage, code, newSteps }, id) => ({
      id,
      when: age(at, now),
      what: syncLine(
        ok ? t.detailSyncGood(grouped(newSteps)) : t.detailSyncBad(stageDoing(stage, device)),
        code,
        device,
      ),
      ok,
    })),
    support: textOf(supportWords).supportOf(
      !maker || maker.id === 'generic' ? '' : maker.name[language()],
    ),
    model: shop ? t.detailModel : textOf(modelWords).modelProtocols,
    shop,
    virtual: band.virtual,
  };
}

/** How a sync went, and why not everything went well. */
function syncLine(how: string, code: string | null, device: Device): string {
  const { problems } = textOf(bandWords, device);
  const problem = (problems as Record<string, { title: string } | undefined>)[code ?? ''];
  return problem ? `${how}${DOT}${problem.title}` : how;
}

/** A card of what can be looked at now: 实时步数 or 实时心率. */
export interface LookView {
  kind: LiveKind;
  title: string;
  unit: string;
  /** What is shown large, or a dash. */
  value: string;
  /** For the screen reader: the value as words. */
  label: string;
  /** What is going on. */
  note: string;
  /** The words of the button, and whether it ends what runs. */
  button: string;
  running: boolean;
}

/** What a look has come to. */
export interface LookState {
  stage: 'idle' | 'connecting' | 'measuring';
  value: number | null;
  /** Why the last look ended early, or null. */
  failed: AppCode | null;
}

export const NO_LOOK: LookState = { stage: 'idle', value: null, failed: null };

export function lookView(
  kind: LiveKind,
  { stage, value, failed }: LookState,
  device: Device,
): LookView {
  const t = textOf(bandWords, device);
  const steps = kind === 'steps';
  const running = stage !== 'idle';
  const unit = steps ? t.steps : t.heartUnit;
  const shown = value === null ? '–' : grouped(value);
  const [waits, counts, last] = steps
    ? [t.liveWaiting, t.liveNow, t.liveLast]
    : [t.heartWaiting, t.heartNow, t.heartLast];
  const idle = failed ? t.problems[failed].title : value === null ? t.heartHint : last;
  const busy = stage === 'connecting' ? t.heartConnecting : value ? counts : waits;
  return {
    ...{ kind, unit, value: shown, running },
    title: steps ? t.liveTitle : t.heartTitle,
    label: value === null ? t.heartNone : `${shown} ${unit}`,
    note: running ? busy : idle,
    button: running ? t.heartStop : t.heartStart,
  };
}
