/** The thread that reads one file. What its modules were compiled to is kept: compiling them takes longer than most files. */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../../.cache/compiled'));
await import('./read-in-thread.ts');
flushCompileCache();
