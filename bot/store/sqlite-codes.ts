/** Which conversation a case code leads to. */
import { dueRow } from './rows.ts';
import type { Sql } from './sqlite-file.ts';

/** Keeps a code by its fingerprint; false when it is another conversation's already. */
export function keepCode(sql: Sql, fingerprint: string, conversation: string, at: number): boolean {
  sql('INSERT INTO codes (fingerprint, conversation, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(fingerprint, conversation, at);
  return codeOwner(sql, fingerprint) === conversation;
}

/** The conversation of a code, if there is one. */
export function codeOwner(sql: Sql, fingerprint: string): string | undefined {
  return dueRow.optional().parse(sql('SELECT conversation FROM codes WHERE fingerprint = ?').get(fingerprint))?.conversation;
}
