import { parseSettings } from '../../../bot/settings.ts';
import { problemsOf } from '../../support/settings-problems.ts';

describe('An operator', () => {
  it('has live checks switched off until domains are listed', () => {
    expect(parseSettings({}).probe).toEqual({ domains: [], privateNetworks: false, standIn: undefined });
  });

  it('may list domains in any case, and those with letters of other scripts', () => {
    expect(parseSettings({ PROBE_DOMAINS: 'Contoso.com, m\u00fcller.example,contoso.com' }).probe.domains).toEqual(['contoso.com', 'xn--mller-kva.example']);
  });

  it.each([
    'contoso',
    '*.contoso.com',
    'contoso.com:443',
    'https://contoso.com',
    '10.0.0.1',
    '2130706433',
    'contoso.com.',
    'a@contoso.com',
    'contoso.com;fabrikam.com',
  ])('is told what PROBE_DOMAINS may be instead of %s', (PROBE_DOMAINS) => {
    expect(problemsOf({ PROBE_DOMAINS })).toContain('  PROBE_DOMAINS must be mail domains');
  });

  it.each(['yes', '1', '10.0.0.0/8'])('is told what PROBE_PRIVATE_NETWORKS may be instead of %s', (PROBE_PRIVATE_NETWORKS) => {
    expect(problemsOf({ PROBE_PRIVATE_NETWORKS })).toContain('  PROBE_PRIVATE_NETWORKS must be true or false');
  });

  it('cannot leave the stand-in switched on beside a real domain', () => {
    for (const PROBE_DOMAINS of ['', 'contoso.com', 'contoso.test,contoso.com'])
      expect(problemsOf({ PROBE_STAND_IN: '8443', PROBE_DOMAINS })).toContain('  PROBE_STAND_IN is for trying only');
    expect(parseSettings({ PROBE_STAND_IN: '8443', PROBE_DOMAINS: 'contoso.test' }).probe.standIn).toEqual({ secure: 8443, plain: 8444, dns: 8445 });
  });
});
