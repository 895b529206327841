import { probeKinds, type ProbeKind } from '../../../diagnostics/probe/report.ts';
import { faults, type Fault } from '../../demo-exchange/faults.ts';
import { type DemoExchange, openDemoExchange } from '../../demo-exchange/open-demo-exchange.ts';
import { never, proberWith, shippedBook } from '../../support/live-checks.ts';

const fine = 'nothing-found';
const targets: Record<ProbeKind, string> = { 'server-certificate': 'mail.contoso.test', autodiscover: 'contoso.test', activesync: 'mail.contoso.test' };
/** Short, so that what never answers is over soon. */
const limits = { step: 300, check: 3_000, bytes: 64 * 1024, connections: 24 };

/** What each fault must end with: certificate, Autodiscover, ActiveSync. */
const expected: Record<Fault, readonly [string, string, string]> = {
  none: [fine, fine, fine],
  'wrong-name': ['certificate-name', 'certificate-name', 'certificate-name'],
  expired: ['certificate-date', 'certificate-date', 'certificate-date'],
  'not-yet-valid': ['certificate-date', 'certificate-date', 'certificate-date'],
  'missing-intermediate': ['certificate-chain', 'certificate-chain', 'certificate-chain'],
  sha512: ['certificate-algorithm', 'certificate-algorithm', 'certificate-algorithm'],
  'self-signed': ['certificate-untrusted', 'certificate-untrusted', 'certificate-untrusted'],
  'private-ca': ['certificate-untrusted', 'certificate-untrusted', 'certificate-untrusted'],
  'redirect-loop': [fine, 'autodiscover', fine],
  '449': [fine, fine, 'policy'],
  '142': [fine, fine, 'policy'],
  '403': [fine, 'proxy', 'proxy'],
  '404': [fine, 'autodiscover', 'wrong-address'],
  '451': [fine, fine, 'wrong-client-access-server'],
  '500': [fine, 'server-error', 'server-error'],
  '503': [fine, 'server-busy', 'server-busy'],
  '401-none': [fine, 'auth', 'auth'],
  '401-ntlm': [fine, fine, 'auth'],
  '200-anonymous': [fine, 'auth', 'auth'],
  'login-page': [fine, fine, 'proxy'],
  slow: [fine, 'no-connection', 'no-connection'],
  huge: [fine, 'autodiscover', 'proxy'],
  reset: ['no-connection', 'no-connection', 'no-connection'],
  'no-answer': ['no-connection', 'no-connection', 'no-connection'],
  refused: ['no-connection', 'no-connection', 'no-connection'],
  'no-name': ['server-name', 'autodiscover', 'server-name'],
  'srv-only': [fine, 'autodiscover', fine],
};

async function withServer(fault: Fault, use: (server: DemoExchange) => Promise<void>): Promise<void> {
  const server = await openDemoExchange({ fault });
  try {
    await use(server);
  } finally {
    await server.close();
  }
}

describe.each([...faults.keys()])('With the fault "%s"', (fault) => {
  it('each check names the cause, and rests it on a step', () =>
    withServer(fault, async ({ ports }) => {
      const prober = proberWith({ settings: { domains: ['contoso.test'], privateNetworks: false, standIn: ports }, limits });
      const found: string[] = [];
      for (const kind of probeKinds) {
        const report = await prober.run(kind, targets[kind], 'conversation', never);
        found.push(report.cause);
        const isGuess = report.causes.every((one) => one.certainty === 'unverified');
        expect(report.outcome).toBe(report.cause === fine ? 'fine' : isGuess ? 'unclear' : 'fault');
        for (const cause of report.causes) {
          expect([...shippedBook().causes.keys()]).toContain(cause.cause);
          for (const { line, text } of cause.evidence) expect(report.rows[line - 1]?.detail.startsWith(text.replace(/…$/, ''))).toBe(true);
        }
      }
      expect(found).toEqual(expected[fault]);
    }));
});

it('Nobody is asked for with a password, and nothing is sent but a question', () =>
  withServer('none', async ({ ports, requests }) => {
    const prober = proberWith({ settings: { domains: ['contoso.test'], privateNetworks: false, standIn: ports }, limits });
    for (const kind of probeKinds) await prober.run(kind, targets[kind], 'conversation', never);
    expect(requests.length).toBeGreaterThan(2);
    for (const { method, headers } of requests) {
      expect(['GET', 'OPTIONS']).toContain(method);
      expect(Object.keys(headers).toSorted()).toEqual(['accept', 'connection', 'host', 'user-agent']);
    }
  }));
