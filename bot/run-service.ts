/** The service as a process: started, until it is told to stop. */
import { pino } from 'pino';
import { describeFault, KnowledgeError } from '../knowledge/fault.ts';
import { readEnvironment } from './environment.ts';
import { startService } from './service.ts';
import { parseSettings, SettingsError } from './settings.ts';
import { StoreError } from './store/store-error.ts';

try {
  const settings = parseSettings(readEnvironment());
  const log = pino({ level: settings.logLevel });
  const service = await startService(settings, log);
  log.info({ port: service.port, connector: settings.app === undefined ? 'this machine only' : 'on' }, `Stepwise is ready: http://localhost:${service.port}/`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'Stopping: turns in flight are finished first.');
      service.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'The service did not stop cleanly.');
          process.exit(1);
        },
      );
    });
  }
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof KnowledgeError) return [error.message, ...error.faults.map(describeFault)].join('\n');
  if (error instanceof SettingsError || error instanceof StoreError) return error.message;
  return error instanceof Error ? `Stepwise could not start: ${error.message}` : String(error);
}
