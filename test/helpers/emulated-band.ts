/** A band that Chromium's own Bluetooth emulation plays, by the DevTools protocol. */
import type { Browser, CDPSession, Page } from 'playwright-core';

const ADDRESS = '09:09:09:09:09:09';
const OK = 0;

/** 16-bit UUIDs, and what each characteristic holds. */
type Gatt = Readonly<
  Record<string, Readonly<Record<string, { value: Uint8Array; notify?: true }>>>
>;

export interface EmulatedBand {
  /** What was written to it, in hex. */
  written: string[];
  leave(): Promise<void>;
}

/** Puts it beside the laptop. The person of `page` chooses it in every dialog. */
export async function emulatedBand(
  browser: Browser,
  page: Page,
  { name, services, gatt }: { name: string; services: readonly string[]; gatt: Gatt },
): Promise<EmulatedBand> {
  const air = await browser.newBrowserCDPSession();
  await air.send('BluetoothEmulation.enable', { state: 'powered-on', leSupported: true });
  await air.send('BluetoothEmulation.simulatePreconnectedPeripheral', {
    address: ADDRESS,
    name,
    manufacturerData: [],
    knownServiceUuids: services.map(long),
  });
  const written: string[] = [];
  let known = false;
  const holds = new Map<string, Uint8Array>();
  air.on('BluetoothEmulation.gattOperationReceived', async ({ address, type }) => {
    if (type === 'discovery' && !known) {
      known = true;
      for (const [id, value] of await describe(air, gatt)) holds.set(id, value);
    }
    const answer = { address, type, code: OK };
    await air.send('BluetoothEmulation.simulateGATTOperationResponse', answer);
  });
  air.on('BluetoothEmulation.characteristicOperationReceived', async (asked) => {
    const { characteristicId, type, data } = asked;
    if (data) written.push(Buffer.from(data, 'base64').toString('hex'));
    const value = type === 'read' ? holds.get(characteristicId) : undefined;
    const answer = { characteristicId, type, code: OK };
    await air.send('BluetoothEmulation.simulateCharacteristicOperationResponse', {
      ...answer,
      ...(value && { data: Buffer.from(value).toString('base64') }),
    });
  });
  await chooseAlways(page);
  return {
    written,
    leave: async () =>
      void (await air.send('BluetoothEmulation.simulateGATTDisconnection', { address: ADDRESS })),
  };
}

/** Answers the browser's dialog with the first device, once a dialog. */
async function chooseAlways(page: Page): Promise<void> {
  const devices = await page.context().newCDPSession(page);
  const answered = new Set<string>();
  devices.on('DeviceAccess.deviceRequestPrompted', async ({ id, devices: [first] }) => {
    if (!first || answered.has(id)) return;
    answered.add(id);
    await devices.send('DeviceAccess.selectPrompt', { id, deviceId: first.id });
  });
  await devices.send('DeviceAccess.enable');
}

/** Writes its table; resolves to what each characteristic holds, by the emulation's id. */
async function describe(air: CDPSession, gatt: Gatt): Promise<Map<string, Uint8Array>> {
  const holds = new Map<string, Uint8Array>();
  for (const [service, inside] of Object.entries(gatt)) {
    const { serviceId } = await air.send('BluetoothEmulation.addService', {
      address: ADDRESS,
      serviceUuid: long(service),
    });
    for (const [characteristic, { value, notify = false }] of Object.entries(inside)) {
      const { characteristicId } = await air.send('BluetoothEmulation.addCharacteristic', {
        serviceId,
        characteristicUuid: long(characteristic),
        properties: { read: true, write: true, notify },
      });
      holds.set(characteristicId, value);
      // Without this one a subscription is refused.
      if (notify) {
        await air.send('BluetoothEmulation.addDescriptor', {
          characteristicId,
          descriptorUuid: long('2902'),
        });
      }
    }
  }
  return holds;
}

const long = (id: string): string => `0000${id.toLowerCase()}-0000-1000-8000-00805f9b34fb`;
