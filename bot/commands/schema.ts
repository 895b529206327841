/** `stepwise schema`: the JSON Schemas for editors, made from the schemas that load the files. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { facts } from '../../knowledge/fact-schema.ts';
import { guide } from '../../knowledge/schema.ts';

/** The two schemas by file name, as text. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map([
    ['guide.schema.json', textOf(guide)],
    ['facts.schema.json', textOf(facts)],
  ]);
}

function textOf(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }), null, 2)}\n`;
}

/** Writes both into the knowledge folder. */
export async function runSchema(folder: string): Promise<number> {
  for (const [name, text] of jsonSchemas()) {
    await writeFile(join(folder, name), text);
    console.log(`Written: ${join(folder, name)}`);
  }
  return 0;
}
