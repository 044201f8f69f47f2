/** The preview's web server: pages, the phone's script, the mini program's pictures, the cloud. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

export interface SiteFile {
  type: string;
  body: string | Uint8Array;
  /** What a browser that has it already need not be sent again. */
  tag?: string;
}

export interface Site {
  /** A served file by path ("/phone.js"), or undefined. */
  file(path: string): SiteFile | undefined;
  /** The mini program's folder, for its pictures. */
  assets: string;
  /** Answers a posted question; undefined is 404. */
  answer(path: string, body: unknown): Promise<unknown> | undefined;
  /** The preview's time, UTC milliseconds: whoever listens is told at once. */
  now(): number;
  /** A stored cloud file by id. */
  stored(id: string): Promise<Uint8Array | null>;
}

export interface Running {
  server: Server;
  port: number;
  /** Sends an event to every open page. */
  emit(event: string, data: unknown): void;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

/** No page of the preview may reach the network. */
const POLICY =
  "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'";

const BODY_LIMIT = 12 * 1024 * 1024;

/** @param port 0 takes a free one. Rejects with the socket's error, e.g. EADDRINUSE. */
export async function serve(site: Site, port: number): Promise<Running> {
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    handle(site, listeners, request, response).catch((error: unknown) => {
      if (response.headersSent) return response.end();
      const message = error instanceof Error ? error.message : String(error);
      send(response, 500, 'text/plain; charset=utf-8', message);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    server,
    port: typeof address === 'object' && address ? address.port : port,
    emit(event, data) {
      for (const one of listeners) one.write(eventText(event, data));
    },
    close: () =>
      new Promise((resolve) => {
        for (const one of listeners) one.end();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  site: Site,
  listeners: Set<ServerResponse>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://preview').pathname);
  if (path === '/__preview/events') return listen(site, listeners, request, response);
  if (request.method === 'POST') {
    if (!ownPage(request)) return send(response, 403, 'text/plain', 'not from this page');
    const answer = site.answer(path, await readBody(request));
    if (!answer) return send(response, 404, 'text/plain', 'unknown');
    return send(response, 200, 'application/json', JSON.stringify((await answer) ?? {}));
  }
  const file = site.file(path === '/' ? '/index.html' : path);
  if (file) return sendFile(file, request, response);
  if (path.startsWith('/app/')) return sendAsset(site.assets, path.slice(5), response);
  if (path.startsWith('/__cloud/file/')) {
    const bytes = await site.stored(decodeURIComponent(path.slice('/__cloud/file/'.length)));
    return bytes
      ? send(response, 200, 'image/png', bytes)
      : send(response, 404, 'text/plain', 'no such file');
  }
  send(response, 404, 'text/plain', 'not found');
}

/** A browser page of another site must not talk to the local cloud. */
function ownPage({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  return origin === undefined || origin === `http://${host}`;
}

const eventText = (event: string, data: unknown): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

function listen(
  site: Site,
  listeners: Set<ServerResponse>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(eventText('time', site.now()));
  listeners.add(response);
  request.on('close', () => listeners.delete(response));
}

function sendAsset(root: string, name: string, response: ServerResponse): void {
  const type = TYPES[extname(name).toLowerCase()];
  const file = join(root, normalize(`/${name}`));
  if (!type || !existsSync(file) || !statSync(file).isFile()) {
    send(response, 404, 'text/plain', 'not found');
    return;
  }
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' });
  createReadStream(file).pipe(response);
}

/** A large script goes once: both phones run the same one, and a reload may find it unchanged. */
function sendFile(
  { type, body, tag }: SiteFile,
  { headers }: IncomingMessage,
  response: ServerResponse,
): void {
  if (!tag) {
    send(response, 200, type, body);
    return;
  }
  const kept = { 'cache-control': 'no-cache', etag: tag };
  const known = headers['if-none-match'] === tag;
  response.writeHead(known ? 304 : 200, { ...kept, 'content-type': type });
  response.end(known ? undefined : body);
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy': POLICY,
  });
  response.end(body);
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > BODY_LIMIT) throw new Error('request too large');
    parts.push(part);
  }
  const text = Buffer.concat(parts).toString('utf8');
  return text ? (JSON.parse(text) as unknown) : {};
}
