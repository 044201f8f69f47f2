/** A running preview over any cloud: build, web server, live reload. */
import { createHash } from 'node:crypto';
import { type FSWatcher, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { type Build, type BuildOptions, buildMiniProgram } from './build/build';
import { bundleScripts } from './build/bundle';
import { Scripts } from './build/modules';
import { BuildFailure, describe } from './build/problems';
import { Clock } from './clock';
import { cloudAnswers, type PreviewCloud } from './cloud-port';
import { type Deed, type Errand, errandAnswers } from './errands';
import { EVENT_MS } from './hub/air';
import type { BrowserModule } from './props';
import { type Running, type SiteFile, serve } from './server';

export interface PreviewOptions extends BuildOptions {
  /** What WeChat calls the mini program, in its own dialogs. */
  name: string;
  /** 0 takes a free one. */
  port: number;
  /** One that is still opening is waited for while the scripts are built. */
  cloud: PreviewCloud | Promise<PreviewCloud>;
  /** A module with `makeProps` (`MakeProps`), written anew for each build; without it there are no bands. */
  props?(): BrowserModule;
  /** What the panel can have done. */
  errands?: readonly Errand[];
  /** What its tours have done. */
  deeds?: readonly Deed[];
  /** The clock of cloud, phones and panel; this machine's when not said. */
  clock?: Clock;
  /** How long a connection event of the virtual radio takes, in ms; `EVENT_MS` when not said. */
  eventMs?: number | undefined;
  /** Rebuild and reload when a file of the mini program changes. */
  live?: boolean;
  /**
   * Makes the libraries of miniprogram_npm: with the first build, or when its page stands where changes
   * are watched for; and when one is missing. Resolves with whether it changed anything.
   */
  prepare?(): Promise<boolean>;
}

export interface Preview {
  url: string;
  close(): Promise<void>;
}

/** An editor may write a file in pieces. */
const SETTLE_MS = 60;

const HERE = import.meta.dirname ?? __dirname;

/** Rejects with EADDRINUSE when the port is taken, and as the cloud does. Build problems do not reject: the page shows them. */
export async function openPreview(options: PreviewOptions): Promise<Preview> {
  const { name, clock = new Clock(), eventMs = EVENT_MS, port, live = false } = options;
  const page = (file: string) =>
    pageOf(file, { name, dataId: cloud.dataId, now: clock.now(), eventMs });
  const builder = new Builder(options);
  const [cloud] = await Promise.all([options.cloud, builder.build()]);
  const files: Record<string, () => SiteFile> = {
    '/index.html': () => html(page('shell')),
    '/phone.html': () => html(page('phone')),
    '/shell.js': () => builder.shell,
    '/app.js': () => builder.app,
    '/phone.js': () => builder.script,
    '/props.js': () => builder.props,
  };
  const map = (path: string) => {
    const text = path === '/app.js.map' ? builder.appMap() : builder.own[path];
    return text === undefined ? undefined : { type: 'application/json', body: text };
  };
  const ask = cloudAnswers(cloud, () => running.emit('fault', {}));
  const errand = errandAnswers(options.errands ?? [], options.deeds ?? [], (far) =>
    running.emit('errand', far),
  );
  const running: Running = await serve(
    {
      assets: options.root,
      file: (path) => files[path]?.() ?? map(path),
      answer(path, body) {
        if (path === '/__cloud/ready') builder.settle();
        if (path === '/__preview/clock') return setClock(clock, body);
        return errand(path, body) ?? ask(path, body);
      },
      now: () => clock.now(),
      stored: (id) => cloud.stored(id),
    },
    port,
  );
  cloud.onOpenapi((call) => running.emit('openapi', call));
  const stopTelling = clock.jumped.on(() => running.emit('clock', clock.now()));
  const watcher = live ? builder.watch((change) => running.emit('reload', change)) : null;
  return {
    url: `http://127.0.0.1:${running.port}`,
    async close() {
      watcher?.close();
      stopTelling();
      await running.close();
    },
  };
}

/** What was counted and stored has happened: time only goes forward. */
async function setClock(clock: Clock, body: unknown): Promise<object> {
  const { now } = body as { now: number };
  if (Number.isFinite(now) && now > clock.now()) clock.set(now);
  return {};
}

const NOTHING = script('');

/** Keeps the newest scripts; where there is nothing to run, a script that says why. */
class Builder {
  /** The phone's runtime. */
  script = NOTHING;
  /** The mini program, and its source map. */
  app = NOTHING;
  appMap: Build['map'] = () => '{}';
  /** The panel's. */
  shell = NOTHING;
  /** What is handed in: the bands' protocols. */
  props = NOTHING;
  /** Source maps of runtime and panel, by path. */
  own: Readonly<Record<string, string>> = {};
  private readonly scripts = new Scripts();
  /** What panel and runtime are made of: they are bundled anew when one of these has changed. */
  private made: { props: string | undefined; files: ReadonlySet<string> } | null = null;
  private running: Promise<void> = Promise.resolve();
  private settled = false;

  constructor(private readonly options: PreviewOptions) {}

  /** What the panel's window runs. */
  private get panel(): string {
    return `${this.shell.tag} ${this.props.tag}`;
  }

  /** @param changed absolute paths; of the first build none. */
  build(changed: ReadonlySet<string> = new Set()): Promise<void> {
    this.running = this.running.then(() => this.once(changed));
    return this.running;
  }

  /** What the first page did not wait for; the watcher sees what it changes. */
  settle(): void {
    if (this.settled || !this.options.live) return;
    this.settled = true;
    this.options.prepare?.().catch((error: Error) => console.error(error.message));
  }

  watch(rebuilt: (change: { all: boolean }) => void): FSWatcher {
    let timer: NodeJS.Timeout | undefined;
    let changed = new Set<string>();
    return watch(this.options.root, { recursive: true }, (_event, name) => {
      if (!name || /(^|[\\/])node_modules([\\/]|$)/.test(name)) return;
      changed.add(join(this.options.root, name));
      clearTimeout(timer);
      timer = setTimeout(() => {
        const before = this.panel;
        const these = changed;
        changed = new Set();
        void this.build(these).then(() => rebuilt({ all: before !== this.panel }));
      }, SETTLE_MS);
    });
  }

  /** A library that is newly used needs preparing; what is still wrong after that is wrong. */
  private async fromSource(): Promise<Build> {
    const { prepare, live } = this.options;
    const make = () => buildMiniProgram(this.options, this.scripts);
    if (!prepare) return make();
    const first = this.app === NOTHING && !live ? prepare() : null;
    // Heard at once, though it is waited for only when the build is done.
    first?.catch(() => undefined);
    const build = await make();
    const changed = await (first ?? (build.problems.length > 0 && prepare()));
    return changed ? make() : build;
  }

  private async bundle(changed: ReadonlySet<string>): Promise<void> {
    const props = this.options.props?.();
    const { made } = this;
    const same = made && made.props === props?.contents;
    if (same && ![...changed].some((file) => made.files.has(file))) return;
    this.made = null;
    const entries = { shell: 'shell/shell.ts', phone: 'runtime/boot.ts' };
    const { scripts, files } = await bundleScripts(HERE, entries, props);
    const { shell, phone, props: handedIn } = scripts;
    this.own = {
      '/shell.js.map': shell.map,
      '/phone.js.map': phone.map,
      '/props.js.map': handedIn.map,
    };
    this.props = script(handedIn.script);
    this.shell = script(shell.script);
    this.script = script(phone.script);
    this.made = { props: props?.contents, files };
  }

  private async once(changed: ReadonlySet<string>): Promise<void> {
    try {
      const both = [this.fromSource(), this.bundle(changed)] as const;
      // What fails fails once neither is at work any more.
      await Promise.allSettled(both);
      const [build] = await Promise.all(both);
      for (const problem of build.problems) console.error(describe(problem));
      this.app = script(build.script);
      this.appMap = build.map;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      console.error(message);
      const kind =
        error instanceof BuildFailure ? '构建失败 Build failed' : '预览出错 Preview error';
      this.made = null;
      this.script = script(problemScript(`${kind}\n\n${message}`));
      // The panel that worked goes on; at first there is none.
      if (this.shell === NOTHING) this.shell = this.script;
    }
  }
}

function problemScript(text: string): string {
  return `(() => {
  const box = document.createElement('pre');
  box.className = 'problems';
  box.dataset.testid = 'problems';
  box.style.cssText = 'margin:0;padding:60px 20px;font:13px/20px ui-monospace,monospace;color:#b42d25;white-space:pre-wrap;overflow-wrap:anywhere';
  box.textContent = ${JSON.stringify(text)};
  document.body.append(box);
  new EventSource('/__preview/events').addEventListener('reload', () => location.reload());
})();`;
}

/** A document, and what it says to the scripts in it. */
const pageOf = (file: string, told: Readonly<Record<string, string | number>>): string =>
  readFileSync(join(HERE, `shell/${file}.html`), 'utf8').replace(/{{(\w+)}}/g, (_, key) =>
    String(told[key]).replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
  );

const html = (body: string) => ({ type: 'text/html; charset=utf-8', body });

/** Encoded and named once a build. */
function script(text: string): SiteFile {
  const body = Buffer.from(text);
  const tag = `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`;
  return { type: 'text/javascript; charset=utf-8', body, tag };
}
