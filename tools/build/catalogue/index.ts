/** The catalogue of this project, held against its rules at every build. */
import { BRAND } from '../../../miniprogram/contract/catalogue/brand';
import { COLOURS } from '../../../miniprogram/contract/catalogue/colours';
import { MAKERS } from '../../../miniprogram/contract/catalogue/makers';
import { MODELS } from '../../../miniprogram/contract/catalogue/models';
import { PROTOCOLS } from '../../../miniprogram/protocols/index';
import { MINIPROGRAM } from '../files';
import { type Catalogue, catalogueComplaints, type Ground } from './check';

export const CATALOGUE: Catalogue = {
  brand: BRAND,
  colours: COLOURS,
  makers: MAKERS,
  models: MODELS,
};
export const GROUND: Ground = { folder: MINIPROGRAM, protocols: Object.keys(PROTOCOLS) };

/** One sentence for each mistake. */
export const ownComplaints = (): string[] => catalogueComplaints(CATALOGUE, GROUND);
