import { FILTER } from '../../../miniprogram/bands/wechat-airsync/messages';
import { createVirtualAirSync } from '../../../miniprogram/bands/wechat-airsync/virtual/band';
import { createVirtualPedometer } from '../../../miniprogram/bands/wechat-pedometer/virtual/band';
import { boxCode } from './box-code';
import type { Plan } from './offer';

/** The two bands that are there from the start, one per protocol of the launch. */
export const FIRST: readonly Plan[] = [
  {
    id: 'airsync',
    registered: true,
    protocol: 'AirSync · FEE7',
    speaks: 'wechat-airsync',
    seed: 20260701,
    create: ({ now, truth, clockError }) => {
      const serial = '98D3312A4F01';
      const code = boxCode('am3', serial);
      const at = { deviceId: '98:D3:31:2A:4F:01', localName: 'iHealth AM3', mac: serial };
      const band = createVirtualAirSync({
        ...{ ...at, now, truth, clockError },
        filter: Uint8Array.of(FILTER.time),
      });
      return { title: 'iHealth AM3', code, band, deviceId: at.deviceId };
    },
  },
  {
    id: 'pedometer',
    registered: true,
    protocol: 'WeChat pedometer · FEA1',
    speaks: 'wechat-pedometer',
    seed: 20260702,
    create: ({ now, truth, clockError }) => {
      const serial = 'C81F66B07E02';
      const code = boxCode('mambo', serial);
      const at = { deviceId: 'C8:1F:66:B0:7E:02', localName: 'Mambo', mac: serial };
      const band = createVirtualPedometer({ ...at, now, truth, clockError });
      return { title: 'Lifesense Mambo', code, band, deviceId: at.deviceId };
    },
  },
];
