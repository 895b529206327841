import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

const program = join(__dirname, '../../demo-exchange/run.ts');

/** Runs `npm run demo:exchange -- …` until it ends, or until it says that it runs and is then told to stop. */
async function demo(...args: string[]): Promise<{ code: number | null; out: string; errors: string }> {
  const child = spawn(process.execPath, [program, ...args]);
  let out = '';
  let errors = '';
  child.stdout.on('data', (part) => {
    out += String(part);
    if (out.includes('Ctrl+C')) child.kill('SIGINT');
  });
  child.stderr.on('data', (part) => (errors += String(part)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, errors };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('The stand-in mail server', () => {
  it('says how the bot is pointed at it, and stops cleanly', async () => {
    const port = Math.min(await freePort(), 65_000);
    const { code, out, errors } = await demo('--fault', 'wrong-name', '--port', String(port));
    expect(errors).toBe('');
    expect(out).toContain('PROBE_DOMAINS=contoso.test');
    expect(out).toContain(`PROBE_STAND_IN=${port}`);
    expect(code).toBe(0);
  });

  it('lists its faults', async () => {
    const { code, out } = await demo('--list');
    expect(out).toMatch(/^missing-intermediate +\S/m);
    expect(code).toBe(0);
  });

  it.each([
    [['--fault', 'bad-mood'], 'There is no fault "bad-mood". There are: none,'],
    [['--port', 'eighty'], '--port must be a number'],
    [['--colour'], "Unknown option '--colour'"],
  ])('says what is wrong with %j', async (args, says) => {
    const { code, errors } = await demo(...args);
    expect(errors).toContain(says);
    expect(errors).toContain('Usage:');
    expect(code).toBe(2);
  });

  it('says what to do when its ports are taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const { code, errors } = await demo('--port', String(typeof address === 'object' && address !== null ? address.port : 0));
    server.close();
    expect(errors).toContain('--port NUMBER');
    expect(code).toBe(2);
  });
});
