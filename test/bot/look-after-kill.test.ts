/** The process is killed while it looks at a mail server: the person is offered the look again, and gets its result. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Fault } from '../demo-exchange/faults.ts';
import { type DemoExchange, openDemoExchange } from '../demo-exchange/open-demo-exchange.ts';
import { DirectLinePerson } from '../support/direct-line-person.ts';
import { newDatabase } from '../support/service.ts';
import { until } from '../support/stand-in-connector.ts';

jest.setTimeout(180_000);

const root = join(__dirname, '../..');
/** After a minute a look that has not come back is taken for lost. */
const lostAfter = 61_000;
let running: ChildProcess | undefined;
let standIn: DemoExchange | undefined;

afterEach(async () => {
  running?.kill('SIGKILL');
  await standIn?.close();
});

/** Opens a stand-in mail server on three ports in a row, since the program is told the first of them. */
async function openStandIn(fault: Fault, tries = 10): Promise<DemoExchange> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  const port = typeof address === 'object' && address !== null ? Math.min(address.port, 65_500) : 0;
  return openDemoExchange({ fault, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' || tries === 0) throw error;
    return openStandIn(fault, tries - 1);
  });
}

/** Starts the real program, with its clock so many milliseconds ahead, and resolves with its port. */
async function start(file: string, mail: DemoExchange, ahead: number): Promise<number> {
  const settings = { PORT: '0', DATABASE_URL: `sqlite:${file}`, LOG_LEVEL: 'info', PROBE_DOMAINS: 'contoso.test', PROBE_STAND_IN: String(mail.ports.secure) };
  const child = spawn(process.execPath, [ahead === 0 ? 'bot/main.js' : 'test/soak/clocked-service.ts'], {
    cwd: root,
    env: { ...process.env, ...settings, CLOCK_AHEAD: String(ahead) },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  running = child;
  for await (const line of createInterface({ input: child.stdout! })) {
    const port = /"port":(\d+)/.exec(line)?.[1] ?? /localhost:(\d+)/.exec(line)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error('The program ended before it was ready.');
}

/** Somebody who has asked for a look at contoso.test. */
async function askForLook(port: number): Promise<DirectLinePerson> {
  const person = await DirectLinePerson.open(port);
  await person.say('what do I type under domain and server');
  for (const title of ['It finds no settings or no server', 'Still not working', 'Everybody', 'Let me look at your mail domain']) await person.tap(title);
  await person.say('anna@contoso.test');
  expect(await person.last()).toContain('I am looking at contoso.test');
  return person;
}

it('After kill -9 a look that was under way is offered again, and one tap gets its result', async () => {
  const file = newDatabase();
  const slow = (standIn = await openStandIn('slow'));
  const person = await askForLook(await start(file, slow, 0));
  await until(() => slow.requests.length > 0, 30_000);
  const killed = once(running!, 'exit');
  running?.kill('SIGKILL');
  expect(await killed).toEqual([null, 'SIGKILL']);
  await slow.close();
  standIn = await openStandIn('none');
  person.moveTo(await start(file, standIn, lostAfter));
  expect(await person.last()).toContain('I am looking at contoso.test');
  await person.say('where am I');
  expect(await person.last()).toContain('I could not finish looking at contoso.test');
  expect(standIn.requests).toEqual([]);
  await person.tap('Look again');
  await until(async () => /A phone finds its server: (?:autodiscover\.)?contoso\.test/.test(await person.last()), 40_000);
  expect((await person.history()).filter((one) => JSON.stringify(one).includes('I could not finish looking'))).toHaveLength(1);
});
