/** Registers the mini program with glass-easel and fills what its adapter lacks. */

import { type Caller, callerPrototype, type glassEasel, MiniProgramEnv } from './framework';
import type { MiniProgram } from './mini-program';
import { crossing } from './set-data';

type Definition = Record<string, unknown> & { behaviors?: unknown[] };
type Register = (definition?: Definition) => unknown;

export interface World {
  env: InstanceType<typeof MiniProgramEnv>;
  space: ReturnType<InstanceType<typeof MiniProgramEnv>['createCodeSpace']>;
}

export function createWorld(): World {
  const env = new MiniProgramEnv();
  const space = env.createCodeSpace('', true);
  space.getComponentSpace().updateComponentOptions({ writeIdToDOM: true });
  space.setOverallBehavior(readyLifetime(space.getComponentSpace()));
  return { env, space };
}

/** glass-easel never fires `ready`: one frame after `attached`, as the first layout is done. */
function readyLifetime(
  space: InstanceType<typeof glassEasel.ComponentSpace>,
): ReturnType<typeof space.defineBehavior> {
  return space.defineBehavior({
    lifetimes: {
      attached() {
        const { _$: component } = this as unknown as Caller;
        requestAnimationFrame(() => component.triggerLifetime('ready', []));
      },
    },
  });
}

/** Adds every component and runs its script. A script that throws is reported; the rest goes on. */
export function registerAll(
  { space }: World,
  app: MiniProgram,
  templates: Record<string, unknown>,
  report: (error: unknown, place: string) => void,
): void {
  for (const path of Object.keys(app.styles)) {
    space.addStyleSheet(path, path, scopeName(path));
  }
  for (const { path, page, config, using } of app.nodes) {
    const { componentGenerics, ...rest } = config;
    space.addComponentStaticConfig(path, {
      ...rest,
      ...(componentGenerics ? { componentGenerics: absolute(componentGenerics) } : {}),
      component: !page,
      usingComponents: mapValues(using, (target) => `/${target}`),
    });
    type Template = Parameters<typeof space.addCompiledTemplate>[1];
    space.addCompiledTemplate(path, {
      groupList: templates,
      content: templates[path],
    } as unknown as Template);
    if (!app.styles[path]) space.addStyleSheet(path, undefined, scopeName(path));
  }
  for (const { path, load } of app.nodes) {
    try {
      registerOne(space, path, load);
    } catch (error) {
      report(error, path);
    }
  }
}

function registerOne(space: World['space'], path: string, load: () => void): void {
  space.componentEnv(path, (given) => {
    const registers = given as unknown as Record<'Page' | 'Component' | 'Behavior', Register>;
    for (const name of ['Page', 'Component', 'Behavior'] as const) {
      const register = registers[name];
      const wrapped: Register = (definition) => register(definition && understood(definition));
      (globalThis as unknown as Record<string, unknown>)[name] = Object.assign(wrapped, register);
    }
    load();
  });
}

/** Built-in behaviours are names here, and nothing in the preview needs them. */
function understood(definition: Definition): Definition {
  const { behaviors } = definition;
  if (!behaviors?.some((behavior) => typeof behavior === 'string')) return definition;
  return { ...definition, behaviors: behaviors.filter((one) => typeof one !== 'string') };
}

function absolute(generics: unknown): Record<string, true | { default?: string }> {
  return generics as Record<string, true | { default?: string }>;
}

/** Must equal the scope that build.ts compiled the styles with. */
const scopeName = (path: string): string => path.replace(/[^\w-]+/g, '_');

function mapValues<T, R>(record: Record<string, T>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

type SetData = (this: Caller, data: Record<string, unknown>, done?: () => void) => void;
type TriggerEvent = (this: Caller, name: string, detail: unknown, options: object) => void;

/** Makes setData cross as JSON, and gives triggerEvent WeChat's defaults. */
export function patchCallers(): void {
  const setData = callerPrototype.setData as SetData;
  callerPrototype.setData = function (this: Caller, data, done) {
    const own = !this.is.includes('miniprogram_npm/');
    if (own) performance.mark('setData', { detail: this.is });
    setData.call(this, own ? crossing(data ?? {}, this.is) : withoutUndefined(data ?? {}), done);
  } satisfies SetData;
  const triggerEvent = callerPrototype.triggerEvent as TriggerEvent;
  callerPrototype.triggerEvent = function (this: Caller, name, detail, options) {
    triggerEvent.call(this, name, detail ?? {}, options ?? {});
  } satisfies TriggerEvent;
}

/** WeChat warns and keeps the old value. */
const withoutUndefined = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
