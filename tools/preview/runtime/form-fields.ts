/** Components with the behaviour `wx://form-field`: a form collects them by name. */

import type { Caller, GeneralComponent, MiniProgramEnv } from './framework';

const attached = new Set<GeneralComponent>();

type Space = ReturnType<InstanceType<typeof MiniProgramEnv>['createCodeSpace']>;
type Builder = ReturnType<Space['behavior']>;

/** The behaviour that stands for the name. */
export const formField = (builder: Builder): unknown =>
  builder
    .definition({
      properties: { name: { type: String, value: '' }, value: { type: null, value: null } },
      lifetimes: {
        attached() {
          attached.add((this as unknown as Caller)._$);
        },
        detached() {
          attached.delete((this as unknown as Caller)._$);
        },
      },
    } as unknown as Parameters<Builder['definition']>[0])
    .register();

export interface Field {
  name: string;
  value: unknown;
  component: GeneralComponent;
}

/** The fields inside `form`, in any shadow tree below it. */
export const fieldsIn = (form: GeneralComponent): Field[] =>
  [...attached].flatMap((component) => {
    const { name, value } = component.data as { name: unknown; value: unknown };
    return name && within(component, form) ? [{ name: String(name), value, component }] : [];
  });

function within(component: GeneralComponent, form: GeneralComponent): boolean {
  type Step = { getComposedParent(): Step | null };
  for (let at: Step | null = component as unknown as Step; at; at = at.getComposedParent()) {
    if ((at as unknown) === form) return true;
  }
  return false;
}
