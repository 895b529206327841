/** The tables, functions and statements for the helpdesk in PostgreSQL. */
import type { PostgresConnections } from './postgres-connection.ts';
import { forgetCodes } from './postgres-schema-codes.ts';
import { keyText, storable } from './postgres-text.ts';
import { type Errand, errandLease, errandPage, furthestErrand, isFree, type HandoverStore, type HelpdeskWork, type KeptHandover } from './handover-store.ts';
import { countRow, errandRow, handoverRow, placeRow } from './rows.ts';

const forgetHandovers = forgetCodes.replace(
  'DELETE FROM cases',
  'DELETE FROM errands WHERE conversation = ANY (which);\n    DELETE FROM handovers WHERE conversation = ANY (which);\n    DELETE FROM cases',
);

/**
 * A step of its own, never changed. A turn that has something for the helpdesk writes that first and then goes on as any
 * turn: a turn of two processes that meet there wait for each other in the same order. Forgetting covers the new tables
 * for programs of the version before too.
 */
export const handoverTables = `
  CREATE TABLE handovers (id text PRIMARY KEY, conversation text NOT NULL, body text NOT NULL, address text NOT NULL, sent_as text, at bigint NOT NULL);
  CREATE INDEX handovers_of_conversation ON handovers (conversation);
  CREATE TABLE errands (
    id text PRIMARY KEY, conversation text NOT NULL, handover text NOT NULL, kind text NOT NULL, body text NOT NULL,
    revision integer NOT NULL, due_at bigint NOT NULL, since bigint NOT NULL, tries integer NOT NULL, owner text
  );
  CREATE INDEX errands_of_conversation ON errands (conversation);
  CREATE INDEX errands_due ON errands (due_at);
  CREATE TABLE places (name text PRIMARY KEY, body text NOT NULL);

  ${forgetHandovers}
  CREATE PROCEDURE stepwise_commit_work_1(
    of_conversation text, by_way text, known integer, new_key text, new_case text, case_body text, way_back text, clean boolean, now_at bigint, who text,
    first_seq integer, last_seq integer, seqs integer[], bodies text, stamps text[], replacing integer[], waiting integer[], happened text, lease bigint, INOUT outcome text,
    IN new_handover text, IN new_errands text
  ) LANGUAGE plpgsql AS $$
  BEGIN
    IF new_handover IS NOT NULL THEN
      INSERT INTO handovers (id, conversation, body, address, at)
        SELECT h.id, of_conversation, h.body, h.address, now_at FROM json_to_record(new_handover::json) AS h (id text, body text, address text)
        ON CONFLICT DO NOTHING;
    END IF;
    INSERT INTO errands AS o (id, conversation, handover, kind, body, revision, due_at, since, tries)
      SELECT e.id, of_conversation, e.handover, e.kind, e.body, 1, e."dueAt", e."dueAt", 0
      FROM json_to_recordset(new_errands::json) AS e (id text, handover text, kind text, body text, "dueAt" bigint) ORDER BY e.id
      ON CONFLICT (id) DO UPDATE SET body = excluded.body, revision = o.revision + 1,
        since = CASE o.kind WHEN 'follow-up' THEN excluded.since ELSE o.since END, due_at = CASE WHEN o.owner IS NULL THEN excluded.due_at ELSE o.due_at END;
    CALL stepwise_commit_1(of_conversation, by_way, known, new_key, new_case, case_body, way_back, clean, now_at, who,
      first_seq, last_seq, seqs, bodies, stamps, replacing, waiting, happened, lease, outcome);
    IF outcome = 'conflict' THEN ROLLBACK; END IF;
  END $$;`;

export const commitWorkStatement =
  'CALL stepwise_commit_work_1($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, NULL, $20, $21)';

/** The parameters that stand behind a turn's own. */
export function workValues({ handover, errands }: HelpdeskWork): readonly unknown[] {
  return [handover === undefined ? null : textOf(handover), textOf(errands)];
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}

type Database = Pick<PostgresConnections, 'run'>;

/** Reads and changes what is kept for the helpdesk; `owner` names this process. */
export function postgresHandovers(database: Database, owner: string): HandoverStore {
  return {
    findHandover: (id) => findHandover(database, id),
    keepCard: async (id, sentAs) => void (await database.run('keep-card', 'UPDATE handovers SET sent_as = $2 WHERE id = $1', [keyText(id), storable(sentAs)])),
    takeErrands: (at) => takeErrands(database, owner, at),
    endErrand: async ({ id, revision }, at) => {
      const deleted = await database.run('end-errand', 'DELETE FROM errands WHERE id = $1 AND owner = $2 AND revision = $3 RETURNING id', [
        id,
        owner,
        revision,
      ]);
      if (deleted.length > 0) return;
      await database.run('free-errand', 'UPDATE errands SET owner = NULL, due_at = $3, tries = 0 WHERE id = $1 AND owner = $2', [id, owner, at]);
    },
    putOffErrand: async ({ id }, until) => {
      await database.run('put-off-errand', 'UPDATE errands SET owner = NULL, due_at = $3, tries = tries + 1 WHERE id = $1 AND owner = $2', [id, owner, until]);
    },
    lateErrands: async (since) => {
      const [row] = await database.run('late-errands', "SELECT count(*)::integer AS count FROM errands WHERE kind <> 'follow-up' AND since < $1", [since]);
      return countRow.parse(row).count;
    },
    keepPlace: async (name, body) => {
      const text = 'INSERT INTO places (name, body) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET body = excluded.body';
      await database.run('keep-place', text, [name, storable(body)]);
    },
    findPlace: async (name) => {
      const [row] = await database.run('find-place', 'SELECT body FROM places WHERE name = $1', [name]);
      return placeRow.optional().parse(row)?.body;
    },
  };
}

async function findHandover(database: Database, id: string): Promise<KeptHandover | undefined> {
  const [row] = await database.run('find-handover', 'SELECT id, conversation, body, address, sent_as AS "sentAs" FROM handovers WHERE id = $1', [keyText(id)]);
  return handoverRow.optional().parse(row);
}

async function takeErrands(database: Database, owner: string, at: number): Promise<Errand[]> {
  const text = `UPDATE errands SET owner = $1, due_at = $2 WHERE id IN (
      SELECT id FROM errands WHERE (due_at <= $3 OR (due_at > $4 AND kind <> 'follow-up')) AND ${isFree} ORDER BY due_at LIMIT ${errandPage} FOR UPDATE SKIP LOCKED)
    RETURNING id, conversation, handover, kind, body, revision, tries, since`;
  const rows = await database.run('take-errands', text, [owner, at + errandLease, at, at + furthestErrand]);
  return rows.map((row) => errandRow.parse(row));
}
