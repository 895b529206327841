import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from '../../bot/commands/schema.ts';

describe('An author’s editor', () => {
  it.each([...jsonSchemas()])('knows the guides’ shape as it is today (%s)', (name, text) => {
    expect(readFileSync(join(__dirname, '../../knowledge', name), 'utf8')).toBe(text);
  });
});
