/** How a real band gets onto the stage: the browser's own dialog, which wants a tap. */
import type { RealRadio } from '../../props';
import { uuid } from '../../wx/uuid';
import type { RealBand, RealBands } from './real-band';
import type { WebBluetooth, WebDevice, WebRequest } from './web-bluetooth';

/** Chinese and English. */
type Words = readonly [string, string];

/** Why no real band can be used on this page, and what to do; null where one can. */
export function obstacle(
  host: { isSecureContext: boolean },
  bluetooth: WebBluetooth | undefined,
): Words | null {
  if (!host.isSecureContext) {
    return [
      '浏览器只在安全的地址上提供蓝牙：请打开 http://127.0.0.1 上的预览。',
      'Browsers offer Bluetooth on safe addresses only: open the preview at http://127.0.0.1.',
    ];
  }
  if (bluetooth) return null;
  return [
    '这个浏览器没有 Web Bluetooth：请用电脑上的 Chrome 打开；Linux 上启动时加 --enable-features=WebBluetooth。',
    'This browser has no Web Bluetooth: use Chrome on a computer; on Linux start it with --enable-features=WebBluetooth.',
  ];
}

/**
 * What is asked of the browser. A page may touch no service that it did not name here; where nobody
 * says how bands are recognised every device is offered.
 */
export function requestOf({ services, advertised }: RealRadio): WebRequest {
  const optionalServices = [...new Set(services.map(uuid))];
  if (!advertised) return { acceptAllDevices: true, optionalServices };
  const { names, companies } = advertised;
  return {
    filters: [
      ...advertised.services.map((service) => ({ services: [uuid(service)] })),
      ...names.map((namePrefix) => ({ namePrefix })),
      ...companies.map((companyIdentifier) => ({ manufacturerData: [{ companyIdentifier }] })),
    ],
    optionalServices,
    optionalManufacturerData: [...companies],
  };
}

/**
 * Lets the person choose a band and looks once at what it has: an advertisement, by which a mini
 * program would know it, is what Web Bluetooth does not tell. null when nothing was chosen; rejects
 * with a sentence when the band does not answer.
 */
export async function pick(
  bluetooth: WebBluetooth,
  bands: RealBands,
  radio: RealRadio,
): Promise<RealBand | null> {
  let device: WebDevice;
  try {
    device = await bluetooth.requestDevice(requestOf(radio));
  } catch (error) {
    const { name, message } = error as DOMException;
    if (name === 'NotFoundError' && /cancel/i.test(message)) return null;
    throw new Error(`浏览器说 The browser says: ${message}`);
  }
  const known = bands.find(device.id);
  if (known) return known;
  const band = bands.add(device, await servicesOf(device));
  await band.watch();
  return band;
}

async function servicesOf(device: WebDevice): Promise<string[]> {
  try {
    await device.gatt!.connect();
    const services = await device.gatt!.getPrimaryServices().catch((error: DOMException) => {
      if (error.name === 'NotFoundError') return [];
      throw error;
    });
    return services.map(({ uuid: id }) => id);
  } catch (error) {
    const reason = (error as DOMException).message;
    throw new Error(`手环没有应答，请靠近再试 The band did not answer, bring it closer: ${reason}`);
  } finally {
    device.gatt?.disconnect();
  }
}
