/**
 * A page's style reaches into the components it shows (`apply-shared`). A class that both use for
 * something of their own makes a date of a calendar what the page's table means by one.
 */
import { expect, test } from '@jest/globals';
import postcss from 'postcss';
import { readGraph } from '../../tools/preview/build/graph';
import { openSources } from '../../tools/preview/build/sources';

const sources = openSources('miniprogram');
const { nodes } = readGraph(sources, []);
const nodeOf = new Map(nodes.map((node) => [node.path, node]));

/** Classes that each element of a component may have: written out, or in quotes in an expression. */
function elementsOf(path: string): Set<string>[] {
  const classes = [...sources.text(`${path}.wxml`).matchAll(/\sclass="([^"]*)"/g)];
  return classes.map(([, text]) => {
    const plain = text!.replace(/{{.*?}}/gs, ' ').split(/\s+/);
    const chosen = [...text!.matchAll(/'([^']*)'/g)].flatMap(([, word]) => word!.split(/\s+/));
    return new Set([...plain, ...chosen]);
  });
}

/** Selectors of a page that mean an element by its classes alone, wherever it stands. */
function bareSelectors(path: string): { selector: string; classes: string[] }[] {
  const found: { selector: string; classes: string[] }[] = [];
  postcss.parse(sources.text(path)).walkRules(({ selectors }) => {
    for (const selector of selectors) {
      if (/^(\.[\w-]+)+(::?[\w-]+(\([^)]*\))?)*$/.test(selector)) {
        const [classes] = selector.split(':');
        found.push({ selector, classes: classes!.slice(1).split('.') });
      }
    }
  });
  return found;
}

function componentsOf(page: string): string[] {
  const seen = new Set<string>([page]);
  for (const path of seen)
    for (const one of Object.values(nodeOf.get(path)?.using ?? {})) seen.add(one);
  return [...seen].filter((path) => {
    const isolation = nodeOf.get(path)?.config.styleIsolation;
    return path !== page && (isolation === 'apply-shared' || isolation === 'shared');
  });
}

const pages = nodes.filter(({ page, style }) => page && style !== null);

test('there are pages with a style of their own', () => {
  expect(pages.length).toBeGreaterThan(20);
});

test.each(pages.map(({ path, style }) => [path, style!] as const))(
  '%s means by a class nothing else than the components it shows',
  (path, style) => {
    const leaks = bareSelectors(style).flatMap(({ selector, classes }) =>
      componentsOf(path)
        .filter((component) =>
          elementsOf(component).some((element) => classes.every((one) => element.has(one))),
        )
        .map((component) => `${selector} in ${component}`),
    );
    expect(leaks).toEqual([]);
  },
);
