/** WeChat's own question whether it may bring one message. Only from a tap. */

/**
 * `yes`: at least one may come. `no`: the person does not want it. `off`: WeChat brings them none from
 * this mini program until they change it in its settings. `failed`: it could not be asked.
 */
export type Allowed = 'yes' | 'no' | 'off' | 'failed';

const SWITCHED_OFF = 20004;

/** Whether this WeChat can be asked. */
export const canSubscribe = (): boolean => wx.canIUse('requestSubscribeMessage');

export function subscribe(templates: readonly string[]): Promise<Allowed> {
  return new Promise((resolve) => {
    wx.requestSubscribeMessage({
      tmplIds: [...templates],
      success: (answers) => {
        const said = templates.map((id) => (answers as unknown as Record<string, string>)[id]);
        resolve(said.includes('accept') ? 'yes' : 'no');
      },
      fail: ({ errCode }) => resolve(errCode === SWITCHED_OFF ? 'off' : 'failed'),
    });
  });
}

/** What `device.ticket` gives. */
export interface DeviceAsked {
  serial: string;
  ticket: string;
  model: string;
  templates: readonly string[];
}

/** Whether this WeChat can be asked about messages of a device (base library 2.20.0). */
export const canSubscribeDevice = (): boolean => wx.canIUse('requestSubscribeDeviceMessage');

/** The same for a device, of which messages come as often as there is something to say. */
export function subscribeDevice(
  asked: DeviceAsked,
): Promise<{ allowed: Allowed; taken: string[] }> {
  const { serial: sn, ticket: snTicket, model: modelId, templates } = asked;
  return new Promise((resolve) => {
    wx.requestSubscribeDeviceMessage({
      ...{ sn, snTicket, modelId, tmplIds: [...templates] },
      success: (answers) => {
        const said = answers as unknown as Record<string, string>;
        const taken = templates.filter((id) => said[id]?.startsWith('accept'));
        resolve({ allowed: taken.length > 0 ? 'yes' : 'no', taken });
      },
      fail: ({ errCode }) =>
        resolve({ allowed: errCode === SWITCHED_OFF ? 'off' : 'failed', taken: [] }),
    });
  });
}

/** WeChat's settings of this mini program, with its messages. */
export function openSubscriptions(): void {
  wx.openSetting({ withSubscriptions: true, fail: () => {} });
}
