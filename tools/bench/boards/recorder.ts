/** A server between the SDK and the cloud that notes what goes through. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { QUERY } from '../cloud/data';

/** One request of the SDK's and its answer. */
export interface Noted {
  action: string;
  collection: string;
  query: string;
  answer: string;
  /** Of request and answer together. */
  bytes: number;
}

export interface Recorder {
  url: string;
  /** What went through since the last time this was asked. */
  take(): Noted[];
  close(): void;
}

export async function startRecorder(cloud: string): Promise<Recorder> {
  let noted: Noted[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks);
      const answer = await (await fetch(cloud, { method: 'POST', body })).text();
      const { action = '', collectionName = '', query = '' } = JSON.parse(String(body));
      const bytes = body.length + Buffer.byteLength(answer);
      noted.push({ action, collection: collectionName, query, answer, bytes });
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
      response.end(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/admin`,
    take() {
      const all = noted;
      noted = [];
      return all;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What an echo must know to answer the same requests. */
export const lesson = (noted: readonly Noted[]): Record<string, string> =>
  Object.fromEntries(
    noted.map(({ action, collection, query, answer }) => [
      `${action} ${collection}${query.slice(0, QUERY)}`,
      answer,
    ]),
  );
