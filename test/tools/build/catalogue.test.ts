/** R9-4 a wrong entry of the catalogue is one sentence with its file and field. */
import { describe, expect, test } from '@jest/globals';
import { CATALOGUE, GROUND } from '../../../tools/build/catalogue';
import { catalogueComplaints } from '../../../tools/build/catalogue/check';

type Path = (string | number)[];

/** The catalogue with one value changed; undefined takes the field away. */
function changed(path: Path, value: unknown) {
  const copy = structuredClone(CATALOGUE) as unknown as Record<string | number, unknown>;
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as typeof copy;
  const last = path.at(-1)!;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy as unknown as typeof CATALOGUE;
}

const MODELS = CATALOGUE.models.map(({ id }) => id);
const mambo = (...path: Path): Path => ['models', MODELS.indexOf('mambo'), ...path];
const codoon = (...path: Path): Path => ['makers', 1, ...path];
const brand = (...path: Path): Path => ['brand', ...path];
const colours = (...path: Path): Path => ['colours', ...path];

const WRONG: [Path, unknown, string][] = [
  [
    mambo('maker'),
    'lifesens',
    'models.ts: MODELS[2] (mambo).maker is "lifesens", which is not in makers.ts.',
  ],
  [
    mambo('jd', 'sku'),
    '123',
    'models.ts: MODELS[2] (mambo).jd.sku must be 4 to 20 digits, not "123".',
  ],
  [
    mambo('jd', 'commission'),
    'no',
    'models.ts: MODELS[2] (mambo).jd.commission must be true or false, not "no".',
  ],
  [
    mambo('jd', 'keyword'),
    ' ',
    'models.ts: MODELS[2] (mambo).jd.keyword must have 1 to 40 characters',
  ],
  [mambo('protocols'), [], 'models.ts: MODELS[2] (mambo).protocols must have at least 1.'],
  [
    mambo('protocols', 0),
    'morse',
    'models.ts: MODELS[2] (mambo).protocols names "morse", which has no driver.',
  ],
  [
    mambo('advertisedNames', 0),
    'bonbon',
    'models.ts: MODELS[3] (bonbon).advertisedNames has "BonBon", as MODELS[2] (mambo) has.',
  ],
  [mambo('kind'), 'phone', 'models.ts: MODELS[2] (mambo).kind must be watch or ring'],
  [mambo('name', 'en'), undefined, 'models.ts: MODELS[2] (mambo).name.en is missing.'],
  [mambo('nmae'), {}, 'models.ts: MODELS[2] (mambo).nmae is no field of the catalogue.'],
  [mambo('id'), 'Mambo 2', 'models.ts: MODELS[2] (Mambo 2).id must have 2 to 17 small letters'],
  [
    mambo('id'),
    'bonbon',
    'models.ts: MODELS[3] (bonbon).id has "bonbon", as MODELS[2] (bonbon) has.',
  ],
  [
    codoon('id'),
    'ihealth',
    'makers.ts: MAKERS[1] (ihealth).id has "ihealth", as MAKERS[0] (ihealth) has.',
  ],
  [
    codoon('support', 'site'),
    'www.codoon.com',
    'makers.ts: MAKERS[1] (codoon).support.site must be an https:// address',
  ],
  [
    codoon('support', 'phone'),
    'call us',
    'makers.ts: MAKERS[1] (codoon).support.phone must be a number to call',
  ],
  [codoon('support', 'hours'), '', 'makers.ts: MAKERS[1] (codoon).support.hours must have 1 to 24'],
  [codoon('support', 'desk'), undefined, 'makers.ts: MAKERS[1] (codoon).support.desk is missing.'],
  [
    codoon('domains', 0),
    'https://codoon.com',
    'makers.ts: MAKERS[1] (codoon).domains[0] must be a domain in small letters',
  ],
  [
    codoon('domains', 0),
    'ihealthlabs.com',
    'makers.ts: MAKERS[1] (codoon).domains has "ihealthlabs.com", as MAKERS[0] (ihealth) has.',
  ],
  [codoon('name', 'zh'), 7, 'makers.ts: MAKERS[1] (codoon).name.zh must be a text, not 7.'],
  [['makers'], CATALOGUE.makers.slice(3, -1), 'makers.ts: MAKERS must have "generic"'],
  [
    ['makers'],
    CATALOGUE.makers.slice(3),
    'makers.ts: MAKERS must have two with onFirstScreen at least.',
  ],
  [brand('name', 'zh'), '', 'brand.ts: BRAND.name.zh must have 1 to 12 characters'],
  [
    colours('light', 'text'),
    'green',
    'colours.ts: COLOURS.light.text must be #RRGGBB in capitals, not "green".',
  ],
  [
    colours('light', 'text'),
    '#34A877',
    'colours.ts: COLOURS.light.text is 2.7:1 against the page, at least 4.5:1 is needed.',
  ],
  [colours('dark', 'scale'), ['#13291F'], 'colours.ts: COLOURS.dark.scale must have at least 10.'],
  [
    brand('logo'),
    'images/none.png',
    'brand.ts: BRAND.logo names images/none.png, which is not there.',
  ],
  [brand('logo'), 'logo.svg', 'brand.ts: BRAND.logo must be a .png below images/'],
  [
    brand('shop', 'appId'),
    'wx1',
    'brand.ts: BRAND.shop.appId must be wx and 16 hexadecimal digits, not "wx1".',
  ],
  [
    brand('privacy', 'en'),
    ['One.'],
    'brand.ts: BRAND.privacy must have as many paragraphs in both languages.',
  ],
  [
    brand('agreement'),
    'We keep all.',
    'brand.ts: BRAND.agreement must be an object, not "We keep all.".',
  ],
];

describe('R9-4 the catalogue', () => {
  test('as it is has no mistake', () => {
    expect(catalogueComplaints(CATALOGUE, GROUND)).toEqual([]);
  });

  test.each(WRONG)('%j as %j', (path, value, sentence) => {
    const complaints = catalogueComplaints(changed(path, value), GROUND);
    const ours = complaints.filter((one) => one.includes(sentence));
    expect({ complaints, ours: ours.length }).toEqual({ complaints, ours: 1 });
    for (const one of complaints)
      expect(one).toMatch(/^miniprogram\/contract\/catalogue\/\w+\.ts: .*\.$/);
  });
});
