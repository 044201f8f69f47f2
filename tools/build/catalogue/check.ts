/**
 * The catalogue as a maker left it: each mistake is one sentence that begins with file and field.
 * Rules of single fields are in `rules`; here is what entries owe each other, the colours and the logo.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Model } from '../../../miniprogram/contract/catalogue/models';
import type { Brand, Colours, Maker } from '../../../miniprogram/contract/catalogue/types';
import { sizeOf } from '../brand/png';
import { colourComplaints } from './contrast';
import { brandRule, coloursRule, makerRule, modelRule } from './rules';

export interface Catalogue {
  brand: Brand;
  colours: Colours;
  makers: readonly Maker[];
  models: readonly Model[];
}

/** What the catalogue stands on: the mini program's folder and the protocols that have a driver. */
export interface Ground {
  folder: string;
  protocols: readonly string[];
}

const FOLDER = 'miniprogram/contract/catalogue';
const LOGO_BYTES = 20 * 1024;
/** What the app calls a band's maker when it knows none. */
const NOBODY = 'generic';

/** A place in the catalogue and what is wrong with it: "makers.ts: MAKERS[1] (codoon).name.zh must …". */
const say = (file: string, field: string, wrong: string) => `${FOLDER}/${file}: ${field} ${wrong}.`;

/** Every mistake there is; none is an empty list. */
export function catalogueComplaints(catalogue: Catalogue, ground: Ground): string[] {
  const { brand, colours, makers, models } = catalogue;
  const wrong = [
    ...fields('brand.ts', 'BRAND', brandRule, brand),
    ...fields('colours.ts', 'COLOURS', coloursRule, colours),
    ...entries('makers.ts', 'MAKERS', makerRule, makers),
    ...entries('models.ts', 'MODELS', modelRule, models),
  ];
  // What is no maker or colour at all cannot be compared with others.
  if (wrong.length > 0) return wrong;
  return [
    ...colourComplaints(colours).map(([field, text]) =>
      say('colours.ts', `COLOURS.${field}`, text),
    ),
    ...logo(brand, ground.folder),
    ...together(makers),
    ...models.flatMap((model, index) => ofModel(catalogue, ground, model, index)),
    ...twice('models.ts', 'MODELS', models, 'advertisedNames', (one) => one.advertisedNames),
    ...twice('models.ts', 'MODELS', models, 'id', ({ id }) => [id]),
  ];
}

function fields(file: string, at: string, rule: v.GenericSchema, value: unknown): string[] {
  const { issues = [] } = v.safeParse(rule, value);
  return issues.map((issue) => {
    const path = (issue.path ?? []).map(({ key }) =>
      typeof key === 'number' ? `[${key}]` : `.${key}`,
    );
    return say(file, at + path.join(''), issue.message);
  });
}

const entries = (
  file: string,
  at: string,
  rule: v.GenericSchema,
  list: readonly { id: string }[],
) => list.flatMap((entry, index) => fields(file, place(at, list, index), rule, entry));

const place = (at: string, list: readonly { id: string }[], index: number) =>
  `${at}[${index}] (${list[index]?.id})`;

function logo({ logo: path }: Brand, folder: string): string[] {
  const file = join(folder, path);
  if (!existsSync(file))
    return [say('brand.ts', 'BRAND.logo', `names ${path}, which is not there`)];
  const content = readFileSync(file);
  if (content.length > LOGO_BYTES) return [say('brand.ts', 'BRAND.logo', 'is over 20 KB')];
  try {
    const { width, height } = sizeOf(content);
    return width === height
      ? []
      : [say('brand.ts', 'BRAND.logo', `is ${width} × ${height}, not square`)];
  } catch (error) {
    return [say('brand.ts', 'BRAND.logo', (error as Error).message)];
  }
}

function together(makers: readonly Maker[]): string[] {
  const wrong = [
    ...twice('makers.ts', 'MAKERS', makers, 'id', ({ id }) => [id]),
    ...twice('makers.ts', 'MAKERS', makers, 'domains', ({ domains = [] }) => domains),
  ];
  if (!makers.some(({ id }) => id === NOBODY)) {
    wrong.push(
      say('makers.ts', 'MAKERS', `must have "${NOBODY}", for bands whose maker is not known`),
    );
  }
  if (makers.filter(({ onFirstScreen }) => onFirstScreen).length < 2) {
    wrong.push(say('makers.ts', 'MAKERS', 'must have two with onFirstScreen at least'));
  }
  return wrong;
}

function ofModel(
  { makers, models }: Catalogue,
  ground: Ground,
  model: Model,
  index: number,
): string[] {
  const at = place('MODELS', models, index);
  const unknown = model.protocols.filter((one) => !ground.protocols.includes(one));
  const wrong = unknown.map((one) =>
    say('models.ts', `${at}.protocols`, `names "${one}", which has no driver`),
  );
  if (makers.some(({ id }) => id === model.maker)) return wrong;
  return [
    ...wrong,
    say('models.ts', `${at}.maker`, `is "${model.maker}", which is not in makers.ts`),
  ];
}

/** Values that only one entry may have, compared without case. */
function twice<E extends { id: string }>(
  file: string,
  at: string,
  list: readonly E[],
  field: string,
  valuesOf: (entry: E) => readonly string[],
): string[] {
  const first = new Map<string, number>();
  return list.flatMap((entry, index) =>
    valuesOf(entry).flatMap((value) => {
      const before = first.get(value.toLowerCase()) ?? index;
      first.set(value.toLowerCase(), before);
      if (before === index) return [];
      const whose = place(at, list, before);
      return [say(file, `${place(at, list, index)}.${field}`, `has "${value}", as ${whose} has`)];
    }),
  );
}
