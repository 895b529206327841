/**
 * `npm start`. What the modules were compiled to is kept, which saves a third of the next start; this one file is
 * JavaScript, because Node would load its whole TypeScript parser for it alone. The heap is told to grow in small steps:
 * left alone, it is given several times of what is in use on a machine with much memory.
 */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--max-semi-space-size=8');
setFlagsFromString('--heap-growing-percent=60');
enableCompileCache(join(import.meta.dirname, '../.cache/compiled'));
await import('./run-service.ts');
flushCompileCache();
