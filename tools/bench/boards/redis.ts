/** Redis sorted sets on loopback, where Debian's package is installed: what an exact rank would cost. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { FRIENDS, GROUP, othersOf, PEOPLE, stepsOf, uidOf } from './population';

const PORT = 16_379;

/** As many commands as one likes, one answer each: the protocol as far as it is needed here. */
class Client {
  private buffer = Buffer.alloc(0);
  private waiting: { left: number; done: () => void } | null = null;

  constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.buffer = Buffer.concat([this.buffer, chunk]);
      this.read();
    });
  }

  async run(...commands: readonly string[][]): Promise<void> {
    const text = commands.map(
      (words) =>
        `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`,
    );
    const answered = new Promise<void>((done) => {
      this.waiting = { left: commands.length, done };
    });
    this.socket.write(text.join(''));
    await answered;
  }

  private read(): void {
    for (let end = this.end(0); end > 0; end = this.end(0)) {
      if (this.buffer[0] === 0x2d) throw new Error(this.buffer.subarray(0, end).toString());
      this.buffer = this.buffer.subarray(end);
      if (this.waiting && --this.waiting.left === 0) this.waiting.done();
    }
  }

  /** Where the answer that begins at `from` ends; -1 while it is not all there. */
  private end(from: number): number {
    const line = this.buffer.indexOf('\r\n', from);
    if (line < 0) return -1;
    const kind = this.buffer[from];
    const count = Number(this.buffer.subarray(from + 1, line));
    if (kind === 0x24) {
      const end = count < 0 ? line + 2 : line + 2 + count + 2;
      return end <= this.buffer.length ? end : -1;
    }
    let end = line + 2;
    if (kind !== 0x2a) return end;
    for (let i = 0; i < count && end > 0; i++) end = this.end(end);
    return end;
  }
}

export interface Redis {
  friends(): Promise<void>;
  group(): Promise<void>;
  end(): Promise<void>;
}

/** Starts one with the day of everybody in it; null when there is none to start. */
export async function startRedis(): Promise<Redis | null> {
  const server = spawn(
    'redis-server',
    ['--port', String(PORT), '--save', '', '--bind', '127.0.0.1'],
    {
      stdio: 'ignore',
    },
  );
  const failed = once(server, 'error').then(() => null);
  const socket = await Promise.race([failed, connected()]);
  if (!socket) return null;
  const client = new Client(socket);
  await fillRedis(client);
  const friends = othersOf(FRIENDS).map(uidOf);
  const page = othersOf(GROUP - 1)
    .map(uidOf)
    .slice(0, 100);
  return {
    friends: () => client.run(['ZMSCORE', 'day', ...friends], ['HMGET', 'names', ...friends]),
    group: () =>
      client.run(
        ['ZREVRANGE', 'group', '0', '99', 'WITHSCORES'],
        ['ZREVRANK', 'group', uidOf(0)],
        ['HMGET', 'names', ...page],
      ),
    end: () => stop(server, socket),
  };
}

async function connected(): Promise<Socket | null> {
  for (let tries = 0; tries < 100; tries++) {
    const socket = connect(PORT, '127.0.0.1');
    socket.setNoDelay(true);
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      await wait(50);
    }
  }
  return null;
}

async function fillRedis(client: Client): Promise<void> {
  for (let from = 0; from < PEOPLE; from += 2000) {
    const people = Array.from({ length: Math.min(2000, PEOPLE - from) }, (_, i) => from + i);
    const scores = people.flatMap((person) => [String(stepsOf(person, 0)), uidOf(person)]);
    const names = people.flatMap((person) => [uidOf(person), `步友 ${uidOf(person).slice(-4)}`]);
    await client.run(['ZADD', 'day', ...scores], ['HSET', 'names', ...names]);
  }
  const members = [0, ...othersOf(GROUP - 1)];
  const scores = members.flatMap((person) => [String(stepsOf(person, 0)), uidOf(person)]);
  await client.run(['ZADD', 'group', ...scores]);
}

async function stop(server: ChildProcess, socket: Socket): Promise<void> {
  socket.destroy();
  const gone = once(server, 'exit');
  server.kill('SIGTERM');
  await gone;
}
