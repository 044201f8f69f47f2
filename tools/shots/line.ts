/** A page's line to the local cloud, in the hands of whoever leads the page. */
import type { Page } from 'playwright-core';

/** A call of the page's phone. */
export interface LineCall {
  /** What the phone posted. */
  body: string;
  data: { action?: string; input?: never } | undefined;
}

/** In the page's window. */
interface Lined {
  lineSays(body: string): Promise<string | null>;
}

/** In every frame: whoever holds the line is asked first. */
function ask(): void {
  const real = globalThis.fetch;
  globalThis.fetch = async (path, init) => {
    const asked = path === '/__cloud/call';
    const said = asked ? await (globalThis as unknown as Lined).lineSays(String(init?.body)) : null;
    return said === null ? real(path, init) : new Response(said);
  };
}

/**
 * From the page's next document on `answer` is asked what its phone is told; null: what the cloud says.
 * The browser's own interception would do the same, but switches its cache off: every phone would
 * fetch and compile every script anew.
 */
export async function holdLine(
  page: Page,
  answer: (call: LineCall) => Promise<object | null>,
): Promise<void> {
  await page.exposeFunction('lineSays', async (body: string) => {
    const { data } = JSON.parse(body) as Pick<LineCall, 'data'>;
    const said = await answer({ body, data });
    return said && JSON.stringify(said);
  });
  await page.addInitScript(ask);
}
