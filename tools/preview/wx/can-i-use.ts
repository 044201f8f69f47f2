/** `wx.canIUse`, answered from WeChat's own type package and the components there are. */
import { apis, objects } from 'preview:api';
import { builtIns } from '../runtime/components';
import { phone } from '../runtime/phone';

const camel = (name: string): string =>
  name.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** WeChat withdrew these values of `open-type`. */
const WITHDRAWN = ['getUserInfo'];

/**
 * @param schema `api.method.param.option`, `object.method`, or `component.attribute.option`, as
 *   WeChat has it; method is `return`, `success`, `object` or `callback`.
 */
export function canIUse(schema: string): boolean {
  const [name = '', second, third, fourth] = schema.split('.');
  const component = builtIns.find((one) => one.name === name);
  if (component) return attribute(component.properties ?? {}, second, third);
  if (objects[name]) return second === undefined || objects[name].includes(second);
  const entry = apis[name];
  if (!entry) return name in phone.wx && second === undefined;
  if (second === undefined || third === undefined) return known(second);
  if (second === 'object') {
    const words = entry.object?.[third];
    return words !== undefined && (fourth === undefined || words.includes(fourth));
  }
  if (second === 'return') return entry.returns ? has(objects[entry.returns], third) : false;
  // What the package does not describe cannot be denied.
  return entry.success ? entry.success.includes(third) : true;
}

const has = (list: readonly string[] | undefined, name: string): boolean =>
  list?.includes(name) ?? false;

const known = (method: string | undefined): boolean =>
  method === undefined || ['return', 'success', 'object', 'callback'].includes(method);

function attribute(
  properties: object,
  name: string | undefined,
  option: string | undefined,
): boolean {
  if (name === undefined) return true;
  if (/^bind/.test(name)) return true;
  if (!(camel(name) in properties)) return false;
  return option === undefined || !WITHDRAWN.includes(option);
}
