/** `node test/diagnostics/publish-table.ts`: writes test/DIAGNOSTICS.md, what is recognised and concluded of the fixtures. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recognitionTable } from './recognition-table.ts';

const file = join(import.meta.dirname, '../DIAGNOSTICS.md');
writeFileSync(file, recognitionTable());
process.stdout.write(`Written: ${file}\n`);
