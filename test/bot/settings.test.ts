import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSettings, SettingsError } from '../../bot/settings.ts';

const id = '3a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';

function problemsOf(env: Record<string, string>): string {
  try {
    parseSettings(env);
    return '';
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
}

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

  it('finds every setting in .env.example', () => {
    const example = readFileSync(join(__dirname, '../../.env.example'), 'utf8');
    const documented = new Set([...example.matchAll(/^# ([A-Za-z_]+)=/gm)].map((match) => match[1]));
    const sources = ['settings.ts', 'teams/teams-settings.ts'].map((name) => readFileSync(join(__dirname, '../../bot', name), 'utf8'));
    const known = [...sources.join('\n').matchAll(/^ {2,4}([A-Z][A-Za-z]*[A-Z_][A-Za-z_]*|HOST|PORT): /gm)].map((match) => match[1]);
    expect(known.length).toBeGreaterThan(8);
    expect(documented).toEqual(new Set(known));
  });
});
