/**
 * The step that adds case codes. The code itself stands with its case only; here is what nobody can read it from, and the
 * conversation that it leads to. Rows are found by the fingerprint alone, so this table is not partitioned by conversation.
 */
import { forgetEvents } from './postgres-schema-events.ts';

const table = `
  CREATE TABLE codes (fingerprint text PRIMARY KEY, conversation text NOT NULL, at bigint NOT NULL);
  CREATE INDEX codes_of_conversation ON codes (conversation);`;

/** The same procedure under the same name: programs of the version before delete codes with it too. */
/** Forgets, as of this step. */
export const forgetCodes = forgetEvents.replace('DELETE FROM uploads', 'DELETE FROM codes WHERE conversation = ANY (which);\n    DELETE FROM uploads');

export const caseCodes = table + forgetCodes;
