/** The models, each of a maker of `makers.ts`. */
import type { MakerId } from './makers';
import type { JdItem, Words } from './types';

export interface Model {
  /** In links and codes, and in what people keep: never changed, never given to another. */
  id: string;
  maker: MakerId;
  name: Words;
  /** Protocols the model may speak, best first; the registry knows the drivers. */
  protocols: readonly string[];
  /** What it is, where it is no band. */
  kind?: 'watch' | 'ring';
  /** Names it advertises, compared without case, as prefixes. */
  advertisedNames: readonly string[];
  jd?: JdItem;
}

/** The launch's WeChat mode: full login first, the plain pedometer profile where that is all there is. */
const WECHAT = ['wechat-airsync', 'wechat-pedometer'] as const;

/** Later bands of these two makers put the model and the end of their address into the name. */
const laterBand = (maker: 'honor' | 'huawei', number: string): Model => {
  const [zh, en] = maker === 'honor' ? ['荣耀手环', 'Honor Band'] : ['华为手环', 'Huawei Band'];
  return {
    id: `${maker}-band-${number.toLowerCase().replace(' ', '-')}`,
    maker,
    name: { zh: `${zh} ${number}`, en: `${en} ${number}` },
    protocols: ['huawei'],
    advertisedNames: [`${en} ${number}-`],
    jd: { keyword: `${zh} ${number}`, commission: false },
  };
};
const HONOR = ['3', '4', '5', '6', '7'];
const HUAWEI = ['2', '2 Pro', '3', '3 Pro', '3e', '4', '4 Pro', '4e', '6', '7', '8', '9'];

export const MODELS: readonly Model[] = [
  {
    id: 'am3',
    kind: 'watch',
    maker: 'ihealth',
    name: { zh: 'iHealth AM3', en: 'iHealth AM3' },
    protocols: [...WECHAT, 'ihealth'],
    advertisedNames: ['iHealth AM3', 'AM3'],
    jd: { keyword: 'iHealth AM3', commission: false },
  },
  {
    id: 'codoon-band',
    maker: 'codoon',
    name: { zh: '咕咚手环', en: 'Codoon Band' },
    protocols: [...WECHAT, 'codoon'],
    advertisedNames: ['Codoon', 'CBL', 'cod_', 'CSBS', 'CSL', 'CANDY', 'ZTECBL'],
    jd: { keyword: '咕咚手环', commission: false },
  },
  {
    id: 'mambo',
    maker: 'lifesense',
    name: { zh: '乐心 Mambo', en: 'Lifesense Mambo' },
    protocols: [...WECHAT, 'lifesense'],
    advertisedNames: ['Mambo', 'LS405'],
    jd: { keyword: '乐心 Mambo 手环', commission: false },
  },
  {
    id: 'bonbon',
    maker: 'lifesense',
    name: { zh: '乐心 BonBon', en: 'Lifesense BonBon' },
    protocols: WECHAT,
    advertisedNames: ['BonBon'],
    jd: { keyword: '乐心 BonBon', commission: false },
  },
  {
    id: 'honor-band',
    maker: 'honor',
    name: { zh: '荣耀手环', en: 'Honor Band' },
    protocols: WECHAT,
    advertisedNames: ['Honor', 'HONOR Band'],
    jd: { keyword: '荣耀手环', commission: false },
  },
  ...HONOR.map((number) => laterBand('honor', number)),
  ...HUAWEI.map((number) => laterBand('huawei', number)),
  {
    id: 'lifesense-band',
    maker: 'lifesense',
    name: { zh: '其他乐心手环', en: 'Other Lifesense band' },
    protocols: ['lifesense'],
    advertisedNames: ['LS Band', 'LS-4', 'Max Buzz', 'Ziva'],
  },
  {
    id: 'huawei-link-band',
    maker: 'huawei',
    name: { zh: '其他华为、荣耀手环', en: 'Other Huawei or Honor band' },
    protocols: ['huawei'],
    advertisedNames: [],
  },
  {
    id: 'ihealth-am',
    maker: 'ihealth',
    name: { zh: 'iHealth AM3S、AM4', en: 'iHealth AM3S or AM4' },
    protocols: ['ihealth'],
    advertisedNames: ['Activity Monitor', 'AM3S', 'AM4', 'iHealth AM'],
  },
  {
    id: 'mi-band',
    maker: 'xiaomi',
    name: { zh: '小米手环 1、1A、1S', en: 'Mi Band 1, 1A, 1S' },
    protocols: ['mi-band', 'wechat-airsync'],
    advertisedNames: ['MI'],
  },
  {
    id: 'mi-band-2',
    maker: 'xiaomi',
    name: { zh: '小米手环 2', en: 'Mi Band 2' },
    protocols: ['mi-band-2'],
    advertisedNames: ['MI Band 2', 'Mi Band HRX'],
  },
  {
    id: 'colmi-ring',
    kind: 'ring',
    maker: 'colmi',
    name: { zh: 'COLMI 戒指', en: 'COLMI ring' },
    protocols: ['colmi'],
    advertisedNames: ['R02_', 'R03_', 'R06_', 'R09_', 'R10_', 'COLMI R'],
  },
  {
    id: 'infinitime',
    maker: 'infinitime',
    name: { zh: 'PineTime（InfiniTime）', en: 'PineTime with InfiniTime' },
    protocols: ['infinitime'],
    advertisedNames: ['InfiniTime'],
  },
  {
    id: 'lefun-band',
    maker: 'generic',
    name: { zh: 'Lefun 手环', en: 'Lefun band' },
    protocols: ['lefun'],
    advertisedNames: ['Lefun'],
  },
  {
    id: 'standard-band',
    maker: 'generic',
    name: { zh: '标准蓝牙手环', en: 'Band with standard Bluetooth' },
    protocols: ['bluetooth-sig'],
    advertisedNames: [],
  },
  {
    id: 'wechat-band',
    maker: 'generic',
    name: { zh: '通用微信手环', en: 'WeChat band' },
    protocols: ['wechat-airsync'],
    advertisedNames: [],
  },
  {
    id: 'wechat-pedometer',
    maker: 'generic',
    name: { zh: '通用微信计步手环', en: 'WeChat pedometer band' },
    protocols: ['wechat-pedometer'],
    advertisedNames: [],
  },
];
