/**
 * Models that WeChat knows as devices (设备消息): which they are is the operator's to configure, since
 * WeChat registers a model and its templates in the console. The environment variable
 * `BANDMATES_DEVICES` of the functions `api` and `timer` has one entry a model of the catalogue:
 * `mambo=MODEL_ID:TEMPLATE:const1=电量不足,number2`. The first field takes one of the values that the
 * platform lists for it, the second what is left in percent.
 */

export interface Registered {
  /** Of our catalogue, and WeChat's `model_id`. */
  model: string;
  modelId: string;
  template: string;
  /** What the message says, by the template's own names. */
  data(battery: number): Record<string, { value: string }>;
}

const ENTRY =
  /^\s*([a-z0-9-]{1,32})=([\w-]{1,64}):([\w-]{1,64}):(\w{1,32})=([^,;=]{1,20}),(\w{1,32})\s*$/;

/** All that are configured; an entry that is none is left out. */
export const registered = (): Registered[] =>
  (process.env.BANDMATES_DEVICES ?? '').split(';').flatMap((entry) => {
    const [, model, modelId, template, what, value, left] = ENTRY.exec(entry) ?? [];
    if (!model || !modelId || !template || !what || !value || !left) return [];
    const data = (battery: number) => ({
      [what]: { value },
      [left]: { value: String(battery) },
    });
    return [{ model, modelId, template, data }];
  });

export const registeredOf = (model: string): Registered | undefined =>
  registered().find((one) => one.model === model);
