/** Every protocol's kit; the compiler misses none. */
import type { ProtocolId } from '../../protocols/index';
import { kit as bluetoothSig } from '../bluetooth-sig/kit';
import { kit as codoon } from '../codoon/kit';
import { kit as colmi } from '../colmi/kit';
import { kit as huawei } from '../huawei/kit';
import { kit as ihealth } from '../ihealth/kit';
import { kit as infinitime } from '../infinitime/kit';
import type { BandKit } from '../kit';
import { kit as lefun } from '../lefun/kit';
import { kit as lifesense } from '../lifesense/kit';
import { kit as miBand } from '../mi-band/kit';
import { kit as miBand2 } from '../mi-band-2/kit';
import { kit as wechatAirsync } from '../wechat-airsync/kit';
import { kit as wechatPedometer } from '../wechat-pedometer/kit';

export const KITS: Readonly<Record<ProtocolId, BandKit>> = {
  'wechat-airsync': wechatAirsync,
  'wechat-pedometer': wechatPedometer,
  codoon,
  lifesense,
  ihealth,
  huawei,
  'mi-band': miBand,
  'mi-band-2': miBand2,
  colmi,
  lefun,
  infinitime,
  'bluetooth-sig': bluetoothSig,
};
