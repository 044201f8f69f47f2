/** The HTTP side: `/admin` for the SDK, `/blob` for files. Loopback only. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WireError } from '../errors';
import type { Faults } from '../faults';
import { RawAnswer } from './database';
import { boundaryOf, parseForm } from './multipart';

/** What an action answers: JSON members beside `requestId`, or a raw protobuf body. */
export type Answer = object | Buffer;

/** A request's members: `action`, who asks, and what the action reads. */
export type Params = Record<string, unknown>;

/** Runs an action; errors are WireErrors. */
export type Dispatch = (action: string, params: Params) => Promise<Answer>;

/** Blob reading and writing. */
export interface Blobs {
  upload(token: string, content: Buffer): string | undefined;
  download(sign: string): Buffer | undefined;
}

/** A further route (`/control/…`), used by the command line. */
export type Extra = (
  path: string,
  body: Buffer,
  request: IncomingMessage,
) => Promise<object | undefined>;

export interface ServerOptions {
  port: number;
  dispatch: Dispatch;
  blobs: Blobs;
  faults: Faults;
  /** Ends the open transaction of that id, if there is one. */
  endTransaction: (id: string) => void;
  extra?: Extra | undefined;
}

const MOST_BODY = 64 * 1024 * 1024;

function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_BODY) reject(new WireError('INVALID_PARAM', 'request body too large'));
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

/** By the Host header too, so that a web page cannot reach in under another name. */
function local(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '');
}

function sendJson(response: ServerResponse, body: object, status = 200): void {
  sendText(response, JSON.stringify(body), status);
}

function sendText(response: ServerResponse, json: string, status = 200): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(json),
  });
  // A string goes out in one packet with the head; bytes would be a second write.
  response.end(json);
}

function sendBytes(response: ServerResponse, type: string, body: Buffer): void {
  response.writeHead(200, { 'content-type': type, 'content-length': body.length });
  response.end(body);
}

function paramsOf(request: IncomingMessage, body: Buffer): Params {
  const type = request.headers['content-type'];
  const boundary = type === 'application/json' ? undefined : boundaryOf(type);
  if (!boundary) {
    try {
      return JSON.parse(body.toString('utf8')) as Params;
    } catch {
      throw new WireError('INVALID_PARAM', 'the request body is not JSON');
    }
  }
  const params: Params = {};
  for (const [name, value] of parseForm(body, boundary)) {
    params[name] = name === 'requestData' ? value : value.toString('utf8');
  }
  return params;
}

export class CloudServer {
  readonly #server: Server;
  readonly #options: ServerOptions;
  /** `http://127.0.0.1:N` */
  base = '';

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch(() => response.destroy());
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  /** Listens on the loopback address. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        const taken = error.code === 'EADDRINUSE';
        reject(
          taken
            ? new Error(`Port ${this.#options.port} is in use: choose another with --port.`)
            : error,
        );
      });
      this.#server.listen(this.#options.port, '127.0.0.1', resolve);
    });
    this.base = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const query = url.indexOf('?');
    const path = query < 0 ? url : url.slice(0, query);
    if (!local(request)) {
      sendJson(response, { code: 'INVALID_REQUEST_SOURCE', message: 'loopback only' }, 403);
      return;
    }
    if (path === '/admin' && request.method === 'POST') return this.#admin(request, response);
    if (path.startsWith('/blob/')) return this.#blob(path, request, response);
    const extra = await this.#options.extra?.(path, await bodyOf(request), request);
    if (extra) sendJson(response, extra);
    else sendJson(response, { code: 'NOT_FOUND', message: `nothing at ${path}` }, 404);
  }

  async #admin(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.answer(bodyOf(request).then((body) => paramsOf(request, body)));
    if (answer === null) request.socket.destroy();
    else if (Buffer.isBuffer(answer)) sendBytes(response, 'application/octet-stream', answer);
    else sendText(response, answer);
  }

  /**
   * What a request for `/admin` is answered: JSON text, a raw protobuf body, or null where a fault
   * has the answer lost. What goes wrong is told in the answer.
   */
  async answer(asked: Params | Promise<Params>): Promise<string | Buffer | null> {
    const requestId = randomUUID();
    try {
      const params = await asked;
      const action = String(params.action);
      const trouble = this.#options.faults.take(action, params);
      if (trouble?.latencyMs) await new Promise((go) => setTimeout(go, trouble.latencyMs));
      if (trouble?.endsTransaction) this.#options.endTransaction(String(params.transactionId));
      if (trouble?.before) throw trouble.before;
      const answer = await this.#options.dispatch(action, params);
      if (trouble?.lost) return null;
      if (trouble?.after) throw trouble.after;
      if (answer instanceof RawAnswer) return `{"requestId":"${requestId}",${answer.members}}`;
      return Buffer.isBuffer(answer) ? answer : JSON.stringify({ requestId, ...answer });
    } catch (error) {
      const code = error instanceof WireError ? error.code : 'SYS_ERR';
      const message = error instanceof Error ? error.message : String(error);
      return JSON.stringify({ code, message, requestId });
    }
  }

  async #blob(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, , kind = '', token = ''] = path.split('/');
    if (kind !== 'upload') {
      const content = this.#options.blobs.download(kind);
      if (content) sendBytes(response, mediaType(path), content);
      else sendJson(response, { code: 'NoSuchKey' }, 404);
      return;
    }
    const body = await bodyOf(request);
    const boundary = boundaryOf(request.headers['content-type']);
    const content = boundary ? parseForm(body, boundary).get('file') : body;
    const fileId = this.#options.blobs.upload(token, content ?? Buffer.alloc(0));
    if (fileId) {
      response.writeHead(boundary ? 204 : 200);
      response.end();
      return;
    }
    const xml =
      '<?xml version="1.0" encoding="utf-8"?><Error><Code>AccessDenied</Code>' +
      '<Message>The upload ticket is unknown or expired.</Message>' +
      '<RequestId>local</RequestId><TraceId>local</TraceId></Error>';
    response.writeHead(403, { 'content-type': 'application/xml' });
    response.end(xml);
  }
}

const MEDIA: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  json: 'application/json',
  txt: 'text/plain; charset=utf-8',
};

function mediaType(path: string): string {
  return MEDIA[path.split('.').pop()!.toLowerCase()] ?? 'application/octet-stream';
}
