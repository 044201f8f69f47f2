/**
 * The makers. What changes of one (its name, support, the domains of its codes) changes here and
 * nowhere else; `npm run build` says in one sentence what is wrong with an entry.
 */
import type { Maker } from './types';

export const MAKERS = [
  {
    id: 'ihealth',
    name: { zh: 'iHealth', en: 'iHealth' },
    support: { desk: true, site: 'https://ihealthlabs.com' },
    domains: ['ihealthlabs.com'],
    onFirstScreen: true,
  },
  {
    id: 'codoon',
    name: { zh: '咕咚', en: 'Codoon' },
    support: { desk: true, site: 'https://www.codoon.com' },
    domains: ['codoon.com'],
    onFirstScreen: true,
  },
  {
    id: 'lifesense',
    name: { zh: '乐心', en: 'Lifesense' },
    support: { desk: true, site: 'https://www.lifesense.com' },
    domains: ['lifesense.com'],
    onFirstScreen: true,
  },
  {
    id: 'honor',
    name: { zh: '荣耀', en: 'Honor' },
    support: { desk: true, site: 'https://www.honor.com/cn/support' },
    domains: ['honor.com'],
    onFirstScreen: true,
  },
  {
    id: 'huawei',
    name: { zh: '华为', en: 'Huawei' },
    support: { desk: false, site: 'https://consumer.huawei.com/cn/support/' },
  },
  {
    id: 'xiaomi',
    name: { zh: '小米', en: 'Xiaomi' },
    support: { desk: false, site: 'https://www.mi.com/service' },
  },
  {
    id: 'colmi',
    name: { zh: 'COLMI', en: 'COLMI' },
    support: { desk: false, site: 'https://www.colmi.info' },
  },
  {
    id: 'infinitime',
    name: { zh: 'InfiniTime', en: 'InfiniTime' },
    support: { desk: false, site: 'https://infinitime.io' },
  },
  {
    id: 'generic',
    name: { zh: '其他', en: 'Other' },
    support: { desk: false, site: 'https://developers.weixin.qq.com/miniprogram/dev/' },
  },
] as const satisfies readonly Maker[];

/** The maker of a model can only be one of these. */
export type MakerId = (typeof MAKERS)[number]['id'];
