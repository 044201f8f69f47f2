/** Registers the mini program's pages and components with glass-easel, each when a page needs it. */

import type { PageBackend, Styles } from './backend';
import { formField } from './form-fields';
import { type Caller, type GeneralComponent, glassEasel, MiniProgramEnv } from './framework';
import { isolationOf, isShared, type StyleOptions, sharedOrOwn } from './isolation';
import { Loader } from './loader';
import { withLooseNames } from './loose';
import { app, type MiniProgramNode } from './mini-program';
import { comesLater } from './packages';
import { withOwners } from './wxs';

type Definition = Record<string, unknown> & { behaviors?: unknown[]; options?: StyleOptions };
type Register = (definition?: Definition) => unknown;
const NAMES = ['Page', 'Component', 'Behavior'] as const;
type Registers = Record<(typeof NAMES)[number], Register>;

export interface World {
  env: InstanceType<typeof MiniProgramEnv>;
  space: ReturnType<InstanceType<typeof MiniProgramEnv>['createCodeSpace']>;
}

export function createWorld(): World {
  const env = new MiniProgramEnv();
  const space = env.createCodeSpace('', true);
  // Properties may be called `data` or `dataset`: they are no fields of the node.
  space.getComponentSpace().updateComponentOptions({
    writeIdToDOM: true,
    writeFieldsToNode: false,
    // Mini programs keep components in their data, which may lead back to themselves.
    ...(!app.strict && { dataDeepCopy: glassEasel.DeepCopyKind.SimpleWithRecursion }),
  });
  space.setOverallBehavior(lifetimes(space.getComponentSpace()));
  return { env, space };
}

/**
 * Of every component: its styles come with the first one of its page, and `ready`, which glass-easel
 * never fires, one frame after `attached`, as the first layout is done.
 */
function lifetimes(
  space: InstanceType<typeof glassEasel.ComponentSpace>,
): ReturnType<typeof space.defineBehavior> {
  return space.defineBehavior({
    lifetimes: {
      created() {
        const { _$: component } = this as unknown as Caller;
        (component.getBackendContext() as PageBackend | null)?.use(component.is);
      },
      attached() {
        const { _$: component } = this as unknown as Caller;
        requestAnimationFrame(() => component.triggerLifetime('ready', []));
      },
    },
  });
}

export class Registry {
  private readonly nodes = new Map(app.nodes.map((node) => [node.path, node]));
  private readonly byScript = new Map(app.nodes.map((node) => [node.script, node]));
  private readonly prepared = new Set<string>();
  private readonly registered = new Set<string>();
  /** Drawn as their placeholders, and on their way. */
  private readonly coming = new Set<string>();
  private readonly faults = new Map<string, unknown>();
  private readonly loader: Loader;
  private readonly builtIn: Record<string, unknown>;
  /** What Page(), Component() and Behavior() mean now. */
  private current: { path: string; registers: Registers } | null = null;

  /**
   * @param report takes what a script throws, with the file it belongs to.
   * @param download fetches the package of a script that is asked for later; throws where it cannot.
   * @param came takes what is wrong with a component that was brought after its page was drawn.
   */
  constructor(
    private readonly world: World,
    private readonly report: (error: unknown, place: string) => void,
    private readonly download: (script: string) => void,
    private readonly came: (owner: GeneralComponent, wrong: unknown[]) => void,
  ) {
    this.loader = new Loader((script, run) => this.around(script, run), download);
    const { space } = world;
    space.getComponentSpace().setComponentWaitingListener((_pub, path, owner) => {
      this.follow(path, owner);
    });
    for (const path of Object.keys(app.styles)) {
      space.addStyleSheet(path, path, this.nodes.get(path)?.scope ?? path);
    }
    for (const node of app.nodes) this.describe(node);
    this.builtIn = { 'wx://form-field': formField(space.behavior()) };
    this.offer();
  }

  /** Runs app.ts. Page, Component and Behavior are there for what it requires. */
  runApp(): void {
    if (app.script) this.loader.run(app.script);
  }

  /** The default export of the script that answers `wx.request`, or null. */
  mock(): unknown {
    return app.mock ? this.loader.run(app.mock) : null;
  }

  /**
   * Makes a page or component ready: runs its script, and before it those of the components it uses.
   * @returns what is wrong with its files: the build's words, and errors.
   */
  prepare(path: string): unknown[] {
    const wrong: unknown[] = [];
    const seen = new Set<string>();
    const visit = (name: string): void => {
      const node = this.nodes.get(name);
      if (!node || seen.has(name)) return;
      seen.add(name);
      for (const other of node.generics) visit(other);
      for (const [tag, other] of Object.entries(node.using)) {
        if (!comesLater(node, tag, other)) visit(other);
      }
      this.once(node);
      wrong.push(...node.problems);
      if (this.faults.has(name)) wrong.push(this.faults.get(name));
    };
    visit(path);
    return wrong;
  }

  /**
   * Brings what was drawn as its placeholder once that drawing is over, as WeChat does: from its
   * package, where that is another one. Where it cannot be had the placeholder stays, and the next
   * drawing asks again.
   */
  private follow(path: string, owner: GeneralComponent): void {
    if (this.coming.has(path)) return;
    this.coming.add(path);
    const bring = () => {
      this.coming.delete(path);
      try {
        this.download(path);
      } catch {
        return;
      }
      this.came(owner, this.prepare(path));
    };
    requestAnimationFrame(() => setTimeout(bring));
  }

  private once(node: MiniProgramNode): void {
    const { path, script } = node;
    if (this.prepared.has(path)) return;
    this.prepared.add(path);
    try {
      if (script) this.loader.run(script);
      if (script && !this.registered.has(path)) {
        throw new Error(`${script} calls ${node.page ? 'neither Page() nor' : 'no'} Component()`);
      }
    } catch (error) {
      this.faults.set(path, error);
      this.report(error, path);
    }
    // Its template can be shown; a component without a script is an empty one.
    if (!this.registered.has(path)) {
      this.world.space.componentEnv(path, (given) => (given as unknown as Registers).Component({}));
    }
  }

  private describe(node: MiniProgramNode): void {
    const { space } = this.world;
    const { path, page, config, using, scope } = node;
    space.addComponentStaticConfig(path, {
      ...config,
      component: !page,
      usingComponents: Object.fromEntries(
        Object.entries(using).map(([tag, target]) => [tag, `/${target}`]),
      ),
      ...this.isolate(node, {}),
    });
    type Template = Parameters<typeof space.addCompiledTemplate>[1];
    const { templates } = app;
    const content = withOwners(templates[path]);
    space.addCompiledTemplate(path, {
      groupList: templates,
      content,
      // `bindtap` on a box is a listener, as on a component.
      fallbackListenerOnNativeNode: true,
    } as unknown as Template);
    if (!app.styles[path]) space.addStyleSheet(path, undefined, scope);
  }

  private isolate(node: MiniProgramNode, options: StyleOptions): { styleIsolation: never } {
    return { styleIsolation: isolationOf(node, options) as never };
  }

  /** The style sheets of what is registered. */
  readonly styles: Styles = {
    of: (path) => {
      const css = app.styles[path] ?? '';
      const node = this.nodes.get(path);
      return node ? sharedOrOwn(css, node.scope, this.isolationOf(path)) : css;
    },
    isOwn: (path) => this.nodes.has(path) && !isShared(this.isolationOf(path)),
  };

  private isolationOf(path: string): string {
    return String(this.world.space.getComponentStaticConfig(path)?.styleIsolation);
  }

  private around(script: string, run: () => void): void {
    const node = this.byScript.get(script);
    if (node) this.within(node.path, run);
    else run();
  }

  /** The three are the same functions for every script: a mini program may put its own before them. */
  private offer(): void {
    const host = globalThis as unknown as Partial<Registers>;
    this.world.space.componentEnv('app', (given) => {
      const registers = given as unknown as Registers;
      this.current = { path: 'app', registers };
      for (const name of NAMES) {
        const register: Register = (definition) => this.register(name, definition);
        host[name] = Object.assign(register, registers[name]);
      }
    });
  }

  /** Page(), Component() and Behavior() mean `path` while `run` runs. */
  private within(path: string, run: () => void): void {
    const before = this.current;
    this.world.space.componentEnv(path, (given) => {
      this.current = { path, registers: given as unknown as Registers };
      try {
        run();
      } finally {
        this.current = before;
      }
    });
  }

  private register(name: (typeof NAMES)[number], definition?: Definition): unknown {
    const { path, registers } = this.current!;
    if (name !== 'Behavior') this.registered.add(path);
    if (!definition) return registers[name]();
    const node = this.nodes.get(path);
    const config = this.world.space.getComponentStaticConfig(path);
    if (node && config) Object.assign(config, this.isolate(node, definition.options ?? {}));
    return registers[name](this.understood(definition));
  }

  /** WeChat's own behaviours are names; what the preview has no need for is left out. */
  private understood(definition: Definition): Definition {
    const behaviors = (definition.behaviors ?? [])
      .map((one) => (typeof one === 'string' ? this.builtIn[one] : one))
      .filter((one) => !!one);
    return { ...withLooseNames(definition), ...(definition.behaviors ? { behaviors } : {}) };
  }
}
