/**
 * The floor: an HTTP server that parses the request and answers what it was told to. Own process.
 * Each query gets the cloud's answer to that query: one answer for all would spare the SDK work,
 * since it would meet the same strings again and again.
 * With a file named it also writes and syncs a line before each answer: the floor of a durable write.
 */
import { fdatasyncSync, openSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { QUERY } from './data';

const NOTHING = '{"requestId":"x","data":{}}';

const file = process.argv[2];
const handle = file ? openSync(file, 'w') : undefined;

/** Action, collection and (where answers differ) the beginning of the query → the whole answer. */
let answers: Record<string, string> = {};

process.on('message', (message: Record<string, string>) => {
  answers = message;
  process.send!('ready');
});

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, string>;
    const call = `${body.action} ${body.collectionName}`;
    const text = answers[call + body.query?.slice(0, QUERY)] ?? answers[call] ?? NOTHING;
    if (handle !== undefined) {
      writeSync(handle, '00000000 ["p","counters","c0",{"_id":"c0","n":{"$numberInt":"1"}}]\n');
      fdatasyncSync(handle);
    }
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}/admin`);
});
