/** How long somebody waits from `npm start` to the first answer. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { keepWithUs } from './children.ts';
import { sqlite } from './databases.ts';
import { projectFolder } from './folders.ts';
import { messageOf } from './load/activity.ts';
import { HttpConnection } from './load/http-connection.ts';
import { Person } from './load/person.ts';
import { realSymptoms } from './load/walks.ts';
import { bareEnvironment } from './server.ts';

/** Milliseconds between two tries to get an answer. */
const every = 5;
/** Milliseconds after which nobody waits any more. */
const patience = 30_000;

/** Milliseconds of each of so many starts, on an empty database each time. */
export async function measureStarts(count: number): Promise<number[]> {
  const times: number[] = [];
  for (let start = 0; start < count; start += 1) times.push(await measureStart());
  return times;
}

async function measureStart(): Promise<number> {
  const port = await freePort();
  const env = { ...bareEnvironment(), PORT: String(port), DATABASE_URL: sqlite() };
  const began = performance.now();
  const child = spawn('npm', ['start'], { cwd: projectFolder, env, stdio: 'ignore', detached: true });
  keepWithUs(child);
  const ended = once(child, 'exit');
  try {
    while (!(await isAnswered(port))) {
      if (performance.now() - began > patience) throw new Error('npm start gave no answer.');
      await wait(every);
    }
    return performance.now() - began;
  } finally {
    // npm starts a shell, and that the service: the whole group ends.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
}

/** Says a problem, and looks whether a reply comes with the answer. */
async function isAnswered(port: number): Promise<boolean> {
  const person = new Person(0, realSymptoms);
  const sender = { prefix: 'start', serviceUrl: `http://127.0.0.1:${port}/`, deliveryMode: 'expectReplies' } as const;
  const line = new HttpConnection(port);
  try {
    const { status, body } = await line.post('/api/messages', messageOf(sender, person, '1', { text: realSymptoms[0] ?? '' }));
    return status === 200 && body.includes('"attachments"');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return false;
    throw error;
  } finally {
    line.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
