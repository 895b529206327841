/** The service with a clock that can be set, for scenarios about time; otherwise as `bot/main.js` starts it. */
import { pino } from 'pino';
import { z } from 'zod';
import { startService } from '../../bot/service.ts';
import { parseSettings } from '../../bot/settings.ts';
import { answerOn } from './programs/talk.ts';

/** Milliseconds that the clock is ahead. */
let ahead = Number(process.env['CLOCK_AHEAD'] ?? 0);

const settings = parseSettings(process.env);
const service = await startService(settings, pino({ level: settings.logLevel }), () => Date.now() + ahead);

answerOn(process, {
  clock: (content) => void (ahead = z.number().parse(content)),
  /** Megabytes on the heap that are really in use. */
  heap: () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 2 ** 20;
  },
});
process.once('disconnect', () => process.exit(1));
process.once('SIGTERM', () => void service.stop().then(() => process.exit(0)));
