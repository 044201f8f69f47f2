/** The browser's line to the local cloud: plain requests to the preview's own server. */
import type { CloudRequest } from '../cloud-port';
import type { ErrandProgress, ErrandWords } from '../errands';
import { Signal } from './signal';

export interface OpenapiCall {
  name: string;
  summary: string;
  /** The api's parameters. */
  params: Record<string, unknown>;
}

export interface CloudFaults {
  /** Added to every call, milliseconds. */
  latency: number;
  /** The next call fails this way; null: it does not. */
  next: 'timeout' | 'error' | null;
}

export interface CloudAnswer {
  ok: boolean;
  result?: unknown;
  errCode?: number;
  errMsg?: string;
  /** What the function asked of the cloud, where somebody watches. */
  requests?: CloudRequest[];
}

export interface CloudLine {
  /** The first page stands: what the cloud has put off for its sake may be done now. */
  ready(): void;
  /**
   * @param user null calls without an identity, as single-page mode does.
   * @param from whose phone it is all the same.
   * @param watched asks for what the function asks of the cloud, too.
   */
  call(
    user: string | null,
    name: string,
    data: unknown,
    from: string,
    watched?: boolean,
  ): Promise<CloudAnswer>;
  /** A file at a temporary address of the cloud's storage; without a status it is no such address. */
  fetch(address: string): Promise<{ statusCode?: number; base64?: string }>;
  /** A message push, as WeChat's servers send one. */
  push(user: string, message: Record<string, unknown>): Promise<void>;
  cloudId(user: string, data: unknown): Promise<string>;
  faults(patch: Partial<CloudFaults>): Promise<CloudFaults>;
  onOpenapi(listener: (call: OpenapiCall) => void): () => void;
  /** Called when the planned failure has happened. */
  onFaultUsed(listener: () => void): () => void;
  /** Called when the mini program was rebuilt; `all` when the panel was, too. */
  onReload(listener: (change: { all: boolean }) => void): () => void;
  /** Called with the preview's time, UTC ms, when the line opens, also to a server begun anew. */
  onTime(listener: (now: number) => void): () => void;
  /** Called with the time the preview's clock was set to, UTC ms. */
  onClock(listener: (now: number) => void): () => void;
  /** Sets the preview's clock, UTC ms; it only goes forward. */
  setClock(now: number): Promise<void>;
  /** What whoever started the preview can do. */
  errands(): Promise<(ErrandWords & { ready: boolean })[]>;
  /** Has it done; `said` is what went wrong. */
  errand(id: string): Promise<{ ok: boolean; said?: string }>;
  onErrand(listener: (progress: ErrandProgress) => void): () => void;
  /** Called with the openid of a person, once known. */
  openid(user: string): Promise<string>;
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

export function openCloudLine(): CloudLine {
  const openapi = new Signal<OpenapiCall>();
  const reload = new Signal<{ all: boolean }>();
  const faultUsed = new Signal<void>();
  const time = new Signal<number>();
  const clock = new Signal<number>();
  const errand = new Signal<ErrandProgress>();
  const events = new EventSource('/__preview/events');
  events.addEventListener('openapi', ({ data }: MessageEvent<string>) =>
    openapi.emit(JSON.parse(data) as OpenapiCall),
  );
  events.addEventListener('reload', ({ data }: MessageEvent<string>) =>
    reload.emit(JSON.parse(data) as { all: boolean }),
  );
  events.addEventListener('time', ({ data }: MessageEvent<string>) => time.emit(Number(data)));
  events.addEventListener('clock', ({ data }: MessageEvent<string>) => clock.emit(Number(data)));
  events.addEventListener('errand', ({ data }: MessageEvent<string>) =>
    errand.emit(JSON.parse(data) as ErrandProgress),
  );
  events.addEventListener('fault', () => faultUsed.emit());
  return {
    ready: () => void post('/__cloud/ready', {}),
    call: (user, name, data, from, watched) =>
      post('/__cloud/call', { user, name, data, from, watched }),
    fetch: (address) => post('/__cloud/fetch', { address }),
    push: (user, message) => post('/__cloud/push', { user, message }),
    cloudId: async (user, data) =>
      (await post<{ cloudID: string }>('/__cloud/cloudid', { user, data })).cloudID,
    faults: (patch) => post('/__cloud/faults', patch),
    onOpenapi: (listener) => openapi.on(listener),
    onFaultUsed: (listener) => faultUsed.on(listener),
    onReload: (listener) => reload.on(listener),
    onTime: (listener) => time.on(listener),
    onClock: (listener) => clock.on(listener),
    setClock: async (now) => void (await post('/__preview/clock', { now })),
    errands: () => post('/__preview/errands', {}),
    errand: (id) => post('/__preview/errand', { id }),
    onErrand: (listener) => errand.on(listener),
    openid: async (user) => (await post<{ openid: string }>('/__cloud/identity', { user })).openid,
  };
}
