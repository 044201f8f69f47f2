/** Leads a person's phone through the app: what a tour can do, whatever the language. */
import type { Frame, FrameLocator, Page } from 'playwright-core';
import type { Action, Input, Output, Reply } from '../../miniprogram/contract/api';
import type { PhoneSettings } from '../preview';
import type { StartedPreview } from '../start/start';
import { newDeskCode } from './desk-codes';
import { holdLine, type LineCall } from './line';

/** How the app is looked at. */
export interface Look {
  language: 'zh_CN' | 'en';
  /** WeChat's letter size, 1–1.4. */
  letters: number;
  /** Width of the screen in px. */
  width: number;
  /** What phones follow that were not told otherwise; light when not said. */
  theme?: 'light' | 'dark';
}

/** What the local cloud does with the calls of a phone. */
export type Line = 'open' | 'held' | 'broken';

export type BandFault = 'silent' | 'garbage' | 'cutFrame' | 'untapped';

/** What is used of the hub in a phone's window. */
interface PhoneWindow {
  previewHub: {
    phone(user: string): { set(patch: Partial<PhoneSettings>): void };
    air: { bands: { set(patch: { on: boolean }): void; breakAfter(values: number): void }[] };
    shelf: {
      add(id: string): void;
      list: { band: { faults?: Record<string, boolean> }; walk(steps: number): void }[];
    };
  };
}

const TABS = ['today', 'ranking', 'bands', 'me'] as const;

interface Beginning {
  user: string;
  /** Of which cloud. */
  data: string;
  settings: Partial<PhoneSettings>;
}

/**
 * In the phone's window, before its first page: the terms were agreed to, and the cloud is still to be
 * told; WeChat has this language and these letters.
 */
function begun({ user, data, settings }: Beginning): void {
  // Not by a function of its own: what runs this file names those by a helper that no page has.
  for (const [key, text] of [
    // What is kept is of this cloud: what another left is forgotten at a start.
    ['preview.dataId', data],
    [`phone.${user}.kv.bm.terms`, JSON.stringify({ v: { version: 1, told: false } })],
    [`preview.phone.${user}`, JSON.stringify(settings)],
  ] as const) {
    if (localStorage.getItem(key) === null) localStorage.setItem(key, text);
  }
}

export class Guide {
  private line: Line = 'open';
  /** Whether the page asks here what its phone is told. */
  private listening = false;
  private readonly held: (() => void)[] = [];
  private readonly said = new Map<string, (input: never) => unknown>();
  private user = '';
  private readonly people = new Set<string>();

  constructor(
    readonly page: Page,
    private readonly preview: StartedPreview,
    readonly look: Look,
    /** Makes the people of one walk others than those of another. */
    private readonly walk: string,
  ) {}

  /** A phone begins; the line of the one before is left as it was. */
  async open(name: string, query = ''): Promise<void> {
    this.user = this.person(name);
    this.people.add(name);
    if (!this.listening) await holdLine(this.page, (call) => this.answer(call));
    this.listening = true;
    const { language, letters } = this.look;
    const settings = { language, fontScale: letters };
    const data = this.preview.cloud.dataId;
    await this.page.addInitScript(begun, { user: this.user, data, settings });
    await this.page.goto(`${this.preview.url}/phone.html?user=${this.user}${query && `&${query}`}`);
  }

  /** The name under which the cloud knows somebody of this walk. */
  person(name: string): string {
    return `${this.walk}-${name}`;
  }

  /** Somebody asks the cloud, and agrees to the terms where they must; throws when it refuses. */
  async ask<A extends Action>(name: string, action: A, input: Input<A>): Promise<Output<A>> {
    const call = (event: object) => this.preview.cloud.call(this.person(name), 'api', event);
    const asked = { action, input };
    let reply = (await call(asked)) as Reply<Output<A>>;
    if (!reply.ok && reply.code === 'needs-consent') {
      await call({ action: 'consent.set', input: { kind: 'terms', version: 1, given: true } });
      reply = (await call(asked)) as Reply<Output<A>>;
    }
    if (!reply.ok) throw new Error(`${action}: ${reply.code}`);
    return reply.data;
  }

  /** Somebody says something in the chat with a maker's people, as WeChat pushes it. */
  async say(name: string, message: Record<string, unknown>): Promise<void> {
    await this.preview.cloud.push(this.person(name), message);
  }

  /** A code that seats somebody at a desk. */
  readonly newDeskCode = newDeskCode;

  /** WeChat's proof that somebody stands in a group. */
  prove(name: string, opengid: string): Promise<string> {
    return this.preview.cloud.cloudId(this.person(name), { opengid });
  }

  /** Whoever had a phone gives back their bands: the next walk begins with the same ones. */
  async end(): Promise<void> {
    for (const name of this.people) {
      const { bands } = await this.ask(name, 'account.enter', {});
      for (const { id } of bands) await this.ask(name, 'band.unbind', { band: id });
    }
  }

  /** The page that is shown. */
  get shown(): FrameLocator {
    return this.page.frameLocator('iframe.page.current');
  }

  /** The same as a frame, in which scripts can run. Each frame is asked: a handle would cost a world more. */
  async frame(): Promise<Frame> {
    for (const frame of this.page.mainFrame().childFrames()) {
      const current = () => frameElement?.matches('iframe.page.current') ?? false;
      // One that goes meanwhile is not it.
      if (await frame.evaluate(current).catch(() => false)) return frame;
    }
    throw new Error('no page is shown');
  }

  /**
   * Brings what moves to its end, and what is about to: a sheet of TDesign first stands where it begins,
   * under a class of that name, and moves in a later frame. What moves without an end is left alone.
   */
  async rest(): Promise<void> {
    await this.page.evaluate(async () => {
      const { contentDocument, contentWindow } =
        document.querySelector<HTMLIFrameElement>('iframe.page.current')!;
      for (;;) {
        const about = [...contentDocument!.querySelectorAll('[class*="-enter"], [class*="-leave"]')]
          .flatMap(({ classList }) => [...classList])
          .some((name) => /^t-[a-z-]+-(enter|leave)$/.test(name));
        const moving = contentDocument!
          .getAnimations()
          .filter(({ playState }) => playState === 'running')
          .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) < 10_000);
        for (const one of moving) one.finish();
        if (moving.length === 0 && !about) return;
        await new Promise((next) => contentWindow!.requestAnimationFrame(next));
      }
    });
  }

  /** Waits until something is on the page. */
  async see(selector: string): Promise<void> {
    await this.shown.locator(selector).first().waitFor();
  }

  async tap(selector: string, index = 0): Promise<void> {
    await this.shown.locator(selector).nth(index).click();
  }

  /** Pulls the page down from its top, which a tap far below may have left: it asks anew. */
  async pull(): Promise<void> {
    const { mouse } = this.page;
    await (await this.frame()).evaluate(() => scrollTo(0, 0));
    await mouse.move(160, 300);
    await mouse.down();
    await mouse.move(160, 450, { steps: 5 });
    await mouse.up();
  }

  /** Something of WeChat's own around the page. */
  chrome(testid: string) {
    return this.page.getByTestId(testid);
  }

  async tab(name: (typeof TABS)[number]): Promise<void> {
    await this.chrome(`tab-${TABS.indexOf(name)}`).click();
  }

  async back(): Promise<void> {
    await this.chrome('nav-back').click();
  }

  /** Shuts the sheet in front. */
  async shut(): Promise<void> {
    await this.shown.locator('.bm-sheet-shut:visible').click();
    await this.shown.locator('.bm-sheet:visible').waitFor({ state: 'hidden' });
  }

  async settings(patch: Partial<PhoneSettings>): Promise<void> {
    await this.page.evaluate(
      ([user, wanted]) => {
        (window as unknown as PhoneWindow).previewHub.phone(user).set(wanted);
      },
      [this.user, patch] as const,
    );
  }

  /** Somebody adds the nearest band; what its first sync brought is in the cloud. */
  async wear(name: string): Promise<void> {
    await this.open(name, 'path=packages/add/add');
    await this.see('.near');
    await this.tap('.near');
    await this.tap('.bind .t-button');
    await this.see('.day-steps');
    await this.see('.go');
    await this.page.evaluate(() => document.querySelector('[data-testid="toast"]')?.remove());
  }

  /** Puts a virtual band of this kit into the air. */
  async addBand(id: string): Promise<void> {
    await this.page.evaluate(
      (band) => (window as unknown as PhoneWindow).previewHub.shelf.add(band),
      id,
    );
  }

  /** Switches every band in the air. */
  async bands(patch: { on?: boolean; fault?: BandFault | null }): Promise<void> {
    await this.page.evaluate(({ on, fault }) => {
      const { air, shelf } = (window as unknown as PhoneWindow).previewHub;
      if (on !== undefined) for (const band of air.bands) band.set({ on });
      if (fault === undefined) return;
      for (const { band } of shelf.list) {
        const faults = band.faults ?? {};
        for (const name of Object.keys(faults)) faults[name] = name === fault;
      }
    }, patch);
  }

  /** Every band in the air is walked with. */
  async steps(count: number): Promise<void> {
    await this.page.evaluate((steps) => {
      const { shelf } = (window as unknown as PhoneWindow).previewHub;
      for (const offer of shelf.list) offer.walk(steps);
    }, count);
  }

  /** The connection breaks in the middle of what the bands say next. */
  async breakOff(values: number): Promise<void> {
    await this.page.evaluate((after) => {
      const { air } = (window as unknown as PhoneWindow).previewHub;
      for (const band of air.bands) band.breakAfter(after);
    }, values);
  }

  /** `held` calls go on once the line is another. */
  cloud(line: Line): void {
    this.line = line;
    for (const goOn of this.held.splice(0)) goOn();
  }

  /** An action is answered so from now on: what takes a cloud minutes, or hundreds of people. */
  says<A extends Action>(
    action: A,
    answer: (input: Input<A>) => Output<A> | Promise<Output<A>>,
  ): void {
    this.said.set(action, answer);
  }

  private async answer({ data }: LineCall): Promise<object | null> {
    while (this.line === 'held') await new Promise<void>((goOn) => this.held.push(goOn));
    if (this.line === 'broken') return { ok: false, errCode: -504002, errMsg: 'broken' };
    const said = this.said.get(data?.action ?? '');
    return said ? { ok: true, result: { ok: true, data: await said(data?.input as never) } } : null;
  }
}
