/**
 * What no compiler checks: tags nobody registered, handlers nobody wrote, registered components
 * that are missing or unused, text keys a page's template names but the texts lack.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { filesBelow, MINIPROGRAM, slashed } from '../build/files';

const BUILT_IN = new Set(
  `view text image icon button input textarea form label picker picker-view picker-view-column
  scroll-view swiper swiper-item switch slider checkbox checkbox-group radio radio-group progress
  rich-text navigator canvas block template import include wxs slot page-meta navigation-bar
  cover-view cover-image movable-view movable-area open-data official-account root-portal
  match-media`.split(/\s+/),
);

const LIFECYCLE = new Set(['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload', 'onResize']);

interface ComponentJson {
  component?: boolean;
  usingComponents?: Record<string, string>;
  componentPlaceholder?: Record<string, string>;
}

export async function checkWiring(): Promise<string[]> {
  const complaints: string[] = [];
  const app = readJson(join(MINIPROGRAM, 'app.json'));
  for (const file of await filesBelow(MINIPROGRAM, (name) => name.endsWith('.wxml'))) {
    const base = file.replace(/\.wxml$/, '');
    const name = slashed(MINIPROGRAM, base);
    if (!existsSync(`${base}.json`)) continue;
    const json = readJson(`${base}.json`);
    const source = sourceOf(`${base}.ts`);
    const wxml = readFileSync(file, 'utf8').replace(/<!--[\s\S]*?-->/g, '');
    const registered = { ...app.usingComponents, ...json.usingComponents };
    for (const say of [
      ...tagFaults(wxml, registered, json.componentPlaceholder ?? {}),
      ...handlerFaults(wxml, source),
      ...pathFaults(base, json),
      ...(name.startsWith('components/') && !json.component ? ['lacks "component": true'] : []),
    ]) {
      complaints.push(`${name}: ${say}`);
    }
  }
  return complaints;
}

/** A component's own source and that of the behaviors it imports: both may hold its handlers. */
function sourceOf(file: string): string {
  const own = textOf(file);
  const imported = [...own.matchAll(/from '(\.[^']*)'/g)]
    .map(([, path]) => `${resolve(dirname(file), path!)}.ts`)
    .filter((path) => /\bBehavior\(/.test(textOf(path)));
  return [own, ...imported.map(sourceOf)].join('\n');
}

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

function readJson(file: string): ComponentJson {
  return JSON.parse(readFileSync(file, 'utf8')) as ComponentJson;
}

function tagFaults(
  wxml: string,
  registered: Record<string, string>,
  placeholders: Record<string, string>,
): string[] {
  const drawn = [...wxml.matchAll(/<([a-z][\w-]*)/g)].map(([, tag]) => tag!);
  const generics = [...wxml.matchAll(/generic:([\w-]+)/g)].map(([, tag]) => tag!);
  // What stands in for a component is used as if it were written there.
  const used = new Set([...drawn, ...Object.values(placeholders)]);
  return [
    ...[...used]
      .filter((tag) => !BUILT_IN.has(tag) && !(tag in registered))
      .map((tag) => `<${tag}> is not registered`),
    ...Object.keys(registered)
      .filter((tag) => !used.has(tag) && !generics.includes(tag))
      .map((tag) => `registers ${tag} without using it`),
    ...Object.keys(placeholders)
      .filter((tag) => !(tag in registered))
      .map((tag) => `has a placeholder for ${tag}, which is not registered`),
  ];
}

function handlerFaults(wxml: string, source: string): string[] {
  const pattern = /\b(?:capture-)?(?:mut-)?(?:bind|catch):?[a-z]+="([A-Za-z_]\w*)"/g;
  const names = new Set([...wxml.matchAll(pattern)].map(([, name]) => name!));
  return [
    ...[...names]
      .filter((name) => !new RegExp(`\\b${name}\\s*[(:]`).test(source))
      .map((name) => `handler ${name} does not exist`),
    ...[...names]
      .filter((name) => LIFECYCLE.has(name))
      .map((name) => `handler ${name} has the name of a page lifecycle, which calls it too`),
  ];
}

function pathFaults(base: string, json: ComponentJson): string[] {
  return Object.entries(json.usingComponents ?? {}).flatMap(([tag, path]) => {
    const candidates = path.startsWith('/')
      ? [join(MINIPROGRAM, path)]
      : [resolve(dirname(base), path), join(MINIPROGRAM, 'miniprogram_npm', path)];
    return candidates.some((candidate) => existsSync(`${candidate}.wxml`))
      ? []
      : [`${tag} points to ${path}, which does not exist`];
  });
}
