/** What phones do, each in its own way, and a band must not mind. */
import type { Platform } from '../../../miniprogram/bands/virtual/link';
import type { GattCall, Habits, Table } from '../../harness/phone/habits';
import { type Clause, type Complaint, judge, LOST, words } from './clauses';
import { type PhoneScene, phoneScene } from './phone-scene';
import { spread } from './places';
import { undisturbed, unlike, type Week } from './week';

const PLATFORMS: readonly Platform[] = ['ios', 'android', 'ohos'];
/** Places of a sync at which something happens once. */
const PLACES = 4;

/** A whole week on such a phone: null, or what is not as it would have been. */
async function wrongOn(week: Week, habits: Habits): Promise<string | null> {
  const stage = phoneScene(week.kit, week.virtual, habits);
  const failed = await stage.whole();
  return failed ? words(failed.error) : unlike(stage.kept, week);
}

/** The phone knows the band's table late, and part by part. */
export const lateTable: Clause = async (kit, virtual) => {
  const week = await undisturbed(kit, virtual);
  const complaints: Complaint[] = [];
  const late: readonly (readonly [Table, number])[] = [
    ['none', 1600],
    ['general', 2500],
    ['bare', 900],
  ];
  for (const [first, ms] of late) {
    const table = (since: number): Table => (since < ms ? first : 'whole');
    const wrong = await wrongOn(week, { platform: 'android', table });
    if (wrong) complaints.push({ where: `the table "${first}" for ${ms} ms`, wrong });
  }
  return judge('late-table', complaints, 'no table, a part of it and bare services for a while');
};

/** Connections that fail after they stood, end twice or without a word, and outlive the adapter. */
export const eventOrder: Clause = async (kit, virtual) => {
  const week = await undisturbed(kit, virtual);
  const complaints: Complaint[] = [];
  const steps = spread([...Array(week.steps).keys()], PLACES);
  for (const platform of PLATFORMS) {
    const told = (where: string, wrong: string | null) =>
      wrong && complaints.push({ where: `${platform}, ${where}`, wrong });
    const stage = phoneScene(kit, virtual, { platform, failingConnects: 1 });
    for (let time = 0; time < 3; time++) {
      const failed = await stage.once();
      told(`sync ${time + 1} after a connect that failed`, failed && words(failed.error));
    }
    told('after a connect that failed', unlike(stage.kept, week));
    for (const nth of spread([...stage.phone.calls.keys()], PLACES)) {
      const refuses = (one: number) => (one === nth ? 10008 : null);
      told(`10008 at call ${nth}`, await wrongOn(week, { platform, refuses }));
    }
    for (const step of steps) {
      const wrong = await offAt(week, phoneScene(kit, virtual, { platform }), step);
      told(`Bluetooth off at step ${step}`, wrong);
    }
  }
  return judge('event-order', complaints, 'failed, doubled and untold ends, 10008, Bluetooth off');
};

/** Bluetooth goes off in mid-sync while the connection stands; then it is back. */
async function offAt(week: Week, stage: PhoneScene, at: number): Promise<string | null> {
  let steps = 0;
  await stage.once(() => {
    if (steps++ === at) stage.phone.setBluetooth(false);
  });
  stage.phone.setBluetooth(true);
  const failed = await stage.whole();
  return failed ? `${LOST}: ${words(failed.error)}` : unlike(stage.kept, week);
}

/** The driver says how it writes, and bears a phone that cannot do so. */
export const writeDefault: Clause = async (kit, virtual) => {
  const week = await undisturbed(kit, virtual);
  const complaints: Complaint[] = [];
  const kinds = new Set<string>();
  for (const platform of PLATFORMS) {
    const stage = phoneScene(kit, virtual, { platform }, { goal: GOAL, talkative: true });
    const failed = await stage.whole();
    const wrong = failed ? words(failed.error) : unlike(stage.kept, week);
    if (wrong) complaints.push({ where: platform, wrong });
    for (const call of stage.phone.calls) if (call.name === 'write') kinds.add(kindOf(call));
    for (const [what, refuses] of Object.entries(REFUSALS)) {
      const lost = await wrongOn(week, { platform, refuses });
      if (lost) complaints.push({ where: `${platform}, ${what} refused`, wrong: lost });
    }
  }
  const left = [...kinds].filter((kind) => kind.endsWith(NOT_SAID));
  const seen = [...kinds].sort().join(', ') || 'nothing is written';
  return judge('write-default', [...left, ...complaints], `on three platforms: ${seen}`);
};

const GOAL = 9000;
const NOT_SAID = 'is written as the phone likes';

const kindOf = ({ declared, writeType }: GattCall): string =>
  `${declared?.characteristic.slice(4, 8)} ${writeType ?? NOT_SAID}`;

/** Refusals of what a band said it takes. */
const REFUSALS: Record<string, NonNullable<Habits['refuses']>> = {
  'writes with response': (_, { name, writeType, declared }) =>
    name === 'write' && writeType === 'write' && declared?.writeNoResponse ? 10007 : null,
  'long writes': (_, { bytes }) => (bytes > 20 ? 10008 : null),
};
