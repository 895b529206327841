import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSettings } from '../../bot/settings.ts';
import { problemsOf } from '../support/settings-problems.ts';

const id = '3a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';

describe('An operator', () => {
  it('needs no setting at all, and then listens on this machine only', () => {
    expect(parseSettings({})).toMatchObject({ port: 3978, host: '127.0.0.1', databaseUrl: 'sqlite:./data/stepwise.db', databasePool: 10, app: undefined });
  });

  it('gets an empty value treated as not set', () => {
    expect(parseSettings({ PORT: '', MicrosoftAppId: ' ' })).toMatchObject({ port: 3978, app: undefined });
  });

  it('is told about everything wrong at once', () => {
    const problems = problemsOf({
      PORT: 'eighty',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://x',
      MicrosoftAppId: 'bot',
      DIRECT_LINE_SECRET: 'short',
      ALLOWED_ORIGINS: 'intranet',
    });
    for (const name of ['PORT', 'LOG_LEVEL', 'DATABASE_URL', 'MicrosoftAppId', 'DIRECT_LINE_SECRET', 'ALLOWED_ORIGINS'])
      expect(problems).toContain(`  ${name} `);
  });

  it.each([
    'sqlite:./x.db',
    'sqlite::memory:',
    'postgres://db/stepwise',
    'postgresql://me:p%40ss@db.contoso.com:5433/stepwise?sslmode=verify-full',
    'postgres:///stepwise?host=/run/postgresql',
  ])('may keep things in %s', (url) => {
    expect(parseSettings({ DATABASE_URL: url })).toMatchObject({ databaseUrl: url });
  });

  it.each(['mysql://db/stepwise', 'sqlite:', './stepwise.db', 'postgres://db', 'postgres:///stepwise', 'postgres://me:p/ss@db/stepwise'])(
    'is told what DATABASE_URL may be instead of %s, without its password',
    (url) => {
      const problems = problemsOf({ DATABASE_URL: url });
      expect(problems).toMatch(/ {2}DATABASE_URL must be sqlite: .* or .* postgres:/);
      expect(problems).not.toContain('p/ss');
    },
  );

  it('is told about a number of connections that makes no sense', () => {
    for (const DATABASE_POOL of ['0', 'many', '1.5']) expect(problemsOf({ DATABASE_POOL })).toContain('  DATABASE_POOL ');
  });

  it.each([
    [{ MicrosoftAppId: id }, 'MicrosoftAppPassword'],
    [{ MicrosoftAppPassword: 'secret' }, 'MicrosoftAppId'],
    [{ MicrosoftAppId: id, MicrosoftAppPassword: 'secret', MicrosoftAppType: 'SingleTenant' }, 'MicrosoftAppTenantId'],
    [{ MicrosoftAppId: id, MicrosoftAppType: 'UserAssignedMSI' }, 'MicrosoftAppTenantId'],
    [{ MicrosoftAppId: id, MicrosoftAppPassword: 'secret', MicrosoftAppType: 'Multitenant' }, 'MicrosoftAppType'],
  ])('is told what %j lacks', (env, name) => {
    expect(problemsOf(env)).toContain(`  ${name} `);
  });

  const secret = `whsec_${'A'.repeat(32)}`;
  const hook = { HANDOVER_WEBHOOK_URL: 'https://desk.contoso.com/cases', HANDOVER_WEBHOOK_SECRET: secret };

  it('may send cases to a webhook and a channel, and say when somebody is there', () => {
    const given = { ...hook, HELPDESK_CHANNEL: '19:0123abcd@thread.tacv2', OFFICE_HOURS: 'Mon-Fri 08:00-17:00', OFFICE_TIME_ZONE: 'Europe/Berlin' };
    expect(parseSettings(given).handover).toMatchObject({
      channel: '19:0123abcd@thread.tacv2',
      webhook: { url: hook.HANDOVER_WEBHOOK_URL },
      hours: { zone: 'Europe/Berlin' },
      alarmAfter: 600_000,
      followUpAfter: 86_400_000,
    });
    expect(parseSettings({ ...hook, HANDOVER_WEBHOOK_URL: 'http://127.0.0.1:8080/x', FOLLOW_UP_HOURS: '0' }).handover.followUpAfter).toBe(0);
  });

  it.each([
    [{ ...hook, HANDOVER_WEBHOOK_URL: 'http://desk.contoso.com/' }, 'HANDOVER_WEBHOOK_URL'],
    [{ ...hook, HANDOVER_WEBHOOK_URL: 'https://me:pass@desk.contoso.com/' }, 'HANDOVER_WEBHOOK_URL'],
    [{ HANDOVER_WEBHOOK_URL: hook.HANDOVER_WEBHOOK_URL }, 'HANDOVER_WEBHOOK_SECRET'],
    [{ HANDOVER_WEBHOOK_SECRET: secret }, 'HANDOVER_WEBHOOK_URL'],
    [{ ...hook, HANDOVER_WEBHOOK_SECRET: 'whsec_short' }, 'HANDOVER_WEBHOOK_SECRET'],
    [{ ...hook, HANDOVER_WEBHOOK_SECRET: 'A'.repeat(40) }, 'HANDOVER_WEBHOOK_SECRET'],
    [{ HELPDESK_CHANNEL: 'Helpdesk' }, 'HELPDESK_CHANNEL'],
    [{ HELPDESK_CHANNEL: '19:abcdef@thread.tacv2;messageid=1' }, 'HELPDESK_CHANNEL'],
    [{ OFFICE_HOURS: '9 to 5', OFFICE_TIME_ZONE: 'Europe/Berlin' }, 'OFFICE_HOURS'],
    [{ OFFICE_HOURS: 'Mon-Fri 08:00-17:00' }, 'OFFICE_TIME_ZONE'],
    [{ OFFICE_HOURS: 'Mon-Fri 08:00-17:00', OFFICE_TIME_ZONE: 'Berlin' }, 'OFFICE_TIME_ZONE'],
    [{ HANDOVER_ALARM_MINUTES: '0' }, 'HANDOVER_ALARM_MINUTES'],
    [{ FOLLOW_UP_HOURS: '-1' }, 'FOLLOW_UP_HOURS'],
  ])('is told what is wrong with %j', (env, name) => {
    expect(problemsOf(env)).toContain(`  ${name} `);
    expect(problemsOf(env)).not.toContain('pass@');
  });

  it('finds every setting in .env.example', () => {
    const example = readFileSync(join(__dirname, '../../.env.example'), 'utf8');
    const documented = new Set([...example.matchAll(/^# ([A-Za-z_]+)=/gm)].map((match) => match[1]));
    const sources = ['settings.ts', 'limit-settings.ts', 'teams/teams-settings.ts', 'handover/handover-settings.ts'].map((name) =>
      readFileSync(join(__dirname, '../../bot', name), 'utf8'),
    );
    const known = [...sources.join('\n').matchAll(/^ {2,4}([A-Z][A-Za-z]*[A-Z_][A-Za-z_]*|HOST|PORT): /gm)].map((match) => match[1]);
    expect(known.length).toBeGreaterThan(8);
    expect(documented).toEqual(new Set(known));
  });
});
