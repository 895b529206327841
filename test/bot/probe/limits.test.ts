import { Writable } from 'node:stream';
import { pino } from 'pino';
import { usualLimits } from '../../../bot/probe/step-limits.ts';
import type { Fault } from '../../demo-exchange/faults.ts';
import { openDemoExchange } from '../../demo-exchange/open-demo-exchange.ts';
import { closedDial, countingDial, never, proberWith, resolverGiving } from '../../support/live-checks.ts';
import type { ProberParts } from '../../../bot/probe/prober.ts';

async function timed(fault: Fault, parts: Partial<ProberParts>, kind: 'autodiscover' | 'activesync' = 'activesync') {
  const server = await openDemoExchange({ fault });
  const prober = proberWith({ settings: { domains: ['contoso.test'], privateNetworks: false, standIn: server.ports }, ...parts });
  const began = performance.now();
  const report = await prober.run(kind, kind === 'autodiscover' ? 'contoso.test' : 'mail.contoso.test', 'conversation', never);
  const took = performance.now() - began;
  await server.close();
  return { report, took };
}

describe('Without PROBE_DOMAINS', () => {
  it('nothing is looked up, nothing leaves, and whoever asks is told how to switch it on', async () => {
    const { dial, dialed } = closedDial();
    const resolver = resolverGiving(() => ['8.8.8.8']);
    const prober = proberWith({ settings: { domains: [], privateNetworks: true }, resolver, dial });
    expect(prober.allowed('activesync', 'mail.contoso.com')).toEqual({ ok: false, says: expect.stringContaining('PROBE_DOMAINS') });
    const report = await prober.run('activesync', 'mail.contoso.com', 'conversation', never);
    expect(report).toMatchObject({ outcome: 'unclear', rows: [], verdict: expect.stringContaining('PROBE_DOMAINS') });
    expect([...dialed, ...resolver.asked]).toEqual([]);
  });
});

describe('A name', () => {
  const { allowed } = proberWith({ settings: { domains: ['contoso.com', 'xn--mller-kva.example'], privateNetworks: false } });

  it.each([
    ['contoso.com', 'contoso.com'],
    [' MAIL.Contoso.COM ', 'mail.contoso.com'],
    ['m\u00fcller.example', 'xn--mller-kva.example'],
  ])('typed as "%s" is checked as %s', (typed, target) => {
    expect(allowed('activesync', typed)).toEqual({ ok: true, target });
  });

  it.each([
    ['fabrikam.com', 'contoso.com'],
    ['anna@contoso.com', 'after the @'],
    ['contoso.com:8443', 'Type only'],
  ])('typed as "%s" is refused with what to do', (typed, says) => {
    expect(allowed('autodiscover', typed)).toEqual({ ok: false, says: expect.stringContaining(says) });
  });
});

describe('A check', () => {
  it('gives a server that answers byte by byte no more than its time', async () => {
    const { report, took } = await timed('slow', { limits: { ...usualLimits, step: 300 } });
    expect(report.cause).toBe('no-connection');
    expect(took).toBeLessThan(1_500);
  });

  it('ends as a whole when its time is up, and says what was left out', async () => {
    const { report, took } = await timed('no-answer', { limits: { ...usualLimits, step: 400, check: 600 } }, 'autodiscover');
    expect(took).toBeLessThan(1_500);
    expect(report.rows.at(-1)).toMatchObject({ state: 'not-run' });
    expect(report.lacks.join()).toContain('again');
  });

  it('ends when whoever asked no longer waits', async () => {
    const server = await openDemoExchange({ fault: 'no-answer' });
    const prober = proberWith({ settings: { domains: ['contoso.test'], privateNetworks: false, standIn: server.ports } });
    const began = performance.now();
    await prober.run('autodiscover', 'contoso.test', 'conversation', AbortSignal.timeout(200));
    expect(performance.now() - began).toBeLessThan(1_500);
    await server.close();
  });

  it('reads no more than 64 KB of an answer without end', async () => {
    const sockets: import('node:net').Socket[] = [];
    const { dial } = countingDial();
    const { report } = await timed('huge', {
      dial: (options) => {
        const socket = dial(options);
        sockets.push(socket);
        return socket;
      },
    });
    expect(report.rows.at(-1)?.detail).toContain('too long');
    expect(sockets).toHaveLength(1);
    expect(sockets[0]!.destroyed).toBe(true);
    // What was on its way already, in the buffers of both ends, is more than what is kept; but not by much.
    expect(sockets[0]!.bytesRead).toBeLessThan(1024 * 1024);
  });

  it('tries no more connections than it may', async () => {
    const { dial, dialed } = countingDial();
    const { report } = await timed('redirect-loop', { dial, limits: { ...usualLimits, connections: 3 } }, 'autodiscover');
    expect(dialed).toHaveLength(3);
    expect(report.rows.some((row) => row.state === 'not-run')).toBe(true);
  });
});

describe('People take turns', () => {
  const settings = { domains: ['contoso.com'], privateNetworks: false };
  const hanging = {
    ipv4: () => new Promise<never>(() => undefined),
    ipv6: () => new Promise<never>(() => undefined),
    services: () => new Promise<never>(() => undefined),
  };
  const limits = { ...usualLimits, step: 150 };

  it('one check at a time in a conversation, and few in all', async () => {
    const prober = proberWith({ settings, resolver: hanging, limits, turns: { atOnce: 2, anHour: 5 } });
    const run = (conversation: string) => prober.run('activesync', 'mail.contoso.com', conversation, never);
    const [first, again, second, third] = await Promise.all([run('a'), run('a'), run('b'), run('c')]);
    expect(first.rows).toHaveLength(1);
    expect(second.rows).toHaveLength(1);
    expect(again).toMatchObject({ rows: [], verdict: expect.stringContaining('still running') });
    expect(third).toMatchObject({ rows: [], verdict: expect.stringContaining('in a minute') });
    expect((await run('c')).rows).toHaveLength(1);
  });

  it('five checks an hour, then they are told how long to wait', async () => {
    const prober = proberWith({ settings, resolver: resolverGiving(() => ['10.0.0.1']) });
    const verdicts: string[] = [];
    for (let at = 0; at < 6; at += 1) verdicts.push((await prober.run('activesync', 'mail.contoso.com', 'a', never)).verdict);
    expect(verdicts.filter((one) => /Try again in \d+ minutes/.test(one))).toEqual([verdicts[5]]);
    expect((await prober.run('activesync', 'mail.contoso.com', 'b', never)).rows).toHaveLength(1);
  });
});

it('The log says which check was done with which result, and not who asked', async () => {
  const lines: string[] = [];
  const log = pino(new Writable({ write: (line, _, done) => (lines.push(String(line)), done()) }));
  const prober = proberWith({ settings: { domains: ['contoso.com'], privateNetworks: false }, resolver: resolverGiving(() => ['10.0.0.1']), log });
  await prober.run('activesync', 'mail.contoso.com', 'anna-and-her-phone', never);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    probe: 'activesync',
    target: 'mail.contoso.com',
    outcome: 'unclear',
    conversation: expect.stringMatching(/^[0-9a-f]{12}$/),
  });
  expect(lines[0]).not.toContain('anna');
});
