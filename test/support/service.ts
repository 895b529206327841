/** A real service on a free port with a store of its own, stopped after the test. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { type Service, startService } from '../../bot/service.ts';
import { parseSettings } from '../../bot/settings.ts';

/** A database file that nobody else uses. */
export function newDatabase(): string {
  return join(mkdtempSync(join(tmpdir(), 'stepwise-')), 'stepwise.db');
}

/** Starts a service with the shipped guides unless `env` says otherwise; logs nothing unless told where. */
export function startTestService(env: Readonly<Record<string, string>> = {}, now?: () => number, log: Logger = pino({ level: 'silent' })): Promise<Service> {
  const settings = parseSettings({ PORT: '0', DATABASE_URL: `sqlite:${newDatabase()}`, KNOWLEDGE_DIR: join(__dirname, '../../knowledge'), ...env });
  return startService(settings, log, now);
}
