/**
 * Components and pages under miniprogram-simulate, with WeChat's own WXML compiler. A test file
 * that uses this starts with the docblock `@jest-environment jsdom` and calls `installWx()` first.
 *
 * TDesign's components are stand-ins here: a stand-in keeps its slots and shows its words, so a
 * test sees what a person reads. Their real look is the preview's business.
 */
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { jest } from '@jest/globals';

const ROOT = resolve(__dirname, '../../miniprogram');

/** What a rendered component offers; the parts of j-component that tests use. */
export interface Rendered {
  dom: HTMLElement;
  instance: {
    data: Record<string, unknown>;
    setData(data: Record<string, unknown>): void;
    [name: string]: unknown;
  };
  querySelector(selector: string): Rendered | undefined;
  querySelectorAll(selector: string): Rendered[];
  dispatchEvent(name: string, options?: Record<string, unknown>): void;
  addEventListener(name: string, listener: (event: { detail: unknown }) => void): void;
  attach(parent: Node): void;
  detach(): void;
  setData(data: Record<string, unknown>): void;
  triggerPageLifeTime(name: string, ...args: unknown[]): void;
}

interface Simulate {
  load(path: string, tagName: string, options: Record<string, unknown>): string;
  load(definition: Record<string, unknown>): string;
  render(id: string, properties?: Record<string, unknown>): Rendered;
}

const slots = '<slot name="left-icon"/><slot name="title"/><slot name="description"/><slot/>';
const more = '<slot name="note"/><slot name="content"/><slot name="right-icon"/>';
const STAND_INS: Record<string, string> = {
  't-button': '<button aria-label="{{ariaLabel}}">{{content || ""}}<slot/></button>',
  't-cell': `<view aria-label="{{ariaLabel}}">{{title || ""}}{{description || ""}}{{note || ""}}${slots}${more}</view>`,
  't-cell-group': '<view>{{title || ""}}<slot/></view>',
  't-tag': '<view>{{content || ""}}<slot/></view>',
  't-progress': '<view>{{percentage}}</view>',
  't-skeleton': '<view/>',
  't-popup': '<view wx:if="{{visible}}"><slot/></view>',
  't-dialog':
    '<view wx:if="{{visible}}">{{title || ""}}{{content || ""}}<slot name="content"/>{{cancelBtn || ""}}{{confirmBtn || ""}}</view>',
  't-notice-bar': '<view>{{content || ""}}<slot name="content"/></view>',
  't-checkbox': '<view>{{checked}}{{label || ""}}<slot/></view>',
  't-segmented': '<view/>',
  't-toast': '<view/>',
  't-picker': '<view wx:if="{{visible}}">{{title || ""}}<slot/></view>',
  't-picker-item': '<view/>',
  't-action-sheet': '<view wx:if="{{visible}}"/>',
};
const STAND_IN_PROPERTIES = [
  'content',
  'title',
  'description',
  'note',
  'percentage',
  'visible',
  'value',
  'checked',
  'label',
  'cancelBtn',
  'confirmBtn',
  'ariaLabel',
  'disabled',
  'loading',
  'theme',
  'size',
  'options',
];

interface Compiler {
  wxmlToJs(root: string, options: object): string;
}

/** The app's own WXML files, relative to its root. */
function ownWxml(folder = ROOT): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'miniprogram_npm' ? [] : ownWxml(path);
    return /\.(wxml)$/.test(entry.name) ? [relative(ROOT, path)] : [];
  });
}

/**
 * The simulator and WeChat's compiler are loaded once a test file: they hold what WXML became and
 * nothing of the app, whose scripts run anew at every load.
 */
let loaded: { simulate: Simulate; wxmlList: string[]; usingComponents: Record<string, string> };

function simulator(): typeof loaded {
  if (loaded) return loaded;
  compileOnce();
  const simulate: Simulate = jest.requireActual('miniprogram-simulate');
  loaded = { simulate, wxmlList: ownWxml(), usingComponents: standIns(simulate) };
  keepStateless();
  return loaded;
}

/**
 * What WeChat's compiler makes of all WXML is the same in every test file of a run, and made in the first.
 * Style is not compiled: nothing here is drawn.
 */
function compileOnce(): void {
  const kept = join(process.env.TESTS_FOLDER!, 'wxml.js');
  jest.doMock('miniprogram-compiler', () => ({
    wxmlToJs(root: string, options: object) {
      if (!existsSync(kept)) {
        const { wxmlToJs } = jest.requireActual<Compiler>('miniprogram-compiler');
        // Another worker may be at it, too.
        const own = `${kept}.${process.pid}`;
        writeFileSync(own, wxmlToJs(root, options));
        renameSync(own, kept);
      }
      return readFileSync(kept, 'utf8');
    },
  }));
  jest.doMock('miniprogram-simulate/src/wxss', () => ({
    getContent: () => '',
    compile: () => '',
    insert() {},
  }));
}

function standIns(simulate: Simulate): Record<string, string> {
  const ids: Record<string, string> = {};
  const properties = Object.fromEntries(STAND_IN_PROPERTIES.map((name) => [name, null]));
  for (const [name, template] of Object.entries(STAND_INS)) {
    ids[name] = simulate.load({ template, properties, options: { multipleSlots: true } });
  }
  return ids;
}

/**
 * Rooms that hold no state: their modules are run once a test file. All the others are run at every
 * load, as in an app that starts.
 */
const STATELESS = ['lib', 'contract', 'protocols', 'ble', 'bands'];

function keepStateless(): void {
  for (const room of STATELESS) {
    for (const path of scripts(join(ROOT, room))) {
      let kept: unknown;
      jest.doMock(path, () => {
        kept ??= jest.requireActual(path);
        return kept;
      });
    }
  }
}

/** All scripts of a room; what the probe has heard is state. */
function scripts(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'probe' ? [] : scripts(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

/**
 * Renders a component or a page by its path below miniprogram/ (no extension) and attaches it.
 * Modules with state are fresh on every call: import what shares state with it after `render`, or mock it
 * before with `jest.doMock`.
 */
export function render(path: string, properties: Record<string, unknown> = {}): Rendered {
  jest.resetModules();
  const { simulate, wxmlList, usingComponents } = simulator();
  const id = simulate.load(join(ROOT, path), path.split('/').at(-1)!, {
    rootPath: ROOT,
    compiler: 'official',
    compilerOptions: { maxBuffer: 256e6, wxmlList, wxsList: [] },
    usingComponents,
  });
  const component = simulate.render(id, properties);
  component.attach(document.body);
  return component;
}

/** Renders a page and runs its onLoad and onShow, as WeChat does. */
export function openPage(path: string, query: Record<string, string> = {}): Rendered {
  const page = render(path);
  const methods = page.instance as Record<string, unknown>;
  for (const [name, argument] of [
    ['onLoad', query],
    ['onShow', undefined],
  ] as const) {
    const method = methods[name];
    if (typeof method === 'function') method.call(page.instance, argument);
  }
  page.triggerPageLifeTime('show');
  return page;
}

/** The words on the screen, one space between pieces. */
export function wordsOf(component: Rendered): string {
  const pieces: string[] = [];
  const walk = (node: Node) => {
    if (node.nodeType === 3) pieces.push(node.textContent ?? '');
    for (const child of node.childNodes) walk(child);
  };
  walk(component.dom);
  // A date that is kept whole reads as any other.
  return pieces.join(' ').replaceAll('\u2060', '').replace(/\s+/g, ' ').trim();
}

/** Waits until everything already promised has happened. */
export async function settle(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
}
