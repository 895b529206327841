/** The schema of the store in PostgreSQL. */
import { handoverTables } from './postgres-handovers.ts';

/**
 * The tables and functions in PostgreSQL, each step once and in order; a step that was released is never changed.
 *
 * Everything is keyed by its conversation first and nothing refers across conversations, so that tables can be
 * partitioned or distributed by it. Steps only add: a program of the version before goes on working while a new one
 * starts. Functions carry a number for that; a new program gets new ones, and old ones go a version later.
 *
 * What is only stored and given back is text: `jsonb` would be parsed and printed for nothing, and refuses \u0000.
 */
import { caseCodes } from './postgres-schema-codes.ts';
import { commitWith } from './postgres-commit.ts';
import { eventsByCase } from './postgres-schema-events.ts';

export interface Migration {
  /** The oldest program, by the number of steps that it knows, which works with the database after this step. */
  readonly oldest: number;
  readonly sql: string;
}

/** Room in a page for the next version of a row that every turn changes, so that no index has to be touched. */
const roomy = 'WITH (fillfactor = 70)';

/**
 * The case stands in its conversation's row; `cases` has those before it. `outbox.pending` lists what waits, so that
 * who writes a reply and who notes others as sent meet in one row: neither can overlook the other.
 */
const tables = `
  CREATE TABLE conversations (
    id text PRIMARY KEY, version integer NOT NULL, delivery text NOT NULL, case_id text NOT NULL,
    body text NOT NULL, seq integer NOT NULL, reference text, touched_at bigint NOT NULL
  ) ${roomy};
  CREATE INDEX conversations_touched ON conversations (touched_at);
  CREATE TABLE cases (
    conversation text NOT NULL, id text NOT NULL, body text NOT NULL, touched_at bigint NOT NULL,
    PRIMARY KEY (conversation, id)
  );
  CREATE TABLE seen (
    conversation text NOT NULL, key text NOT NULL, first_seq integer NOT NULL, last_seq integer NOT NULL, at bigint NOT NULL,
    PRIMARY KEY (conversation, key)
  );
  CREATE TABLE history (
    conversation text NOT NULL, seq integer NOT NULL, activity text NOT NULL, stamp text, replaces integer, sent_as text, at bigint NOT NULL,
    PRIMARY KEY (conversation, seq)
  );
  CREATE TABLE outbox (
    conversation text PRIMARY KEY, due_at bigint NOT NULL, sender text, tries integer NOT NULL DEFAULT 0, pending integer[] NOT NULL
  ) ${roomy};
  CREATE INDEX outbox_due ON outbox (due_at);
  CREATE TABLE events (
    conversation text NOT NULL, at bigint NOT NULL, case_id text NOT NULL, name text NOT NULL,
    guide text, node text, value text, audience text NOT NULL
  );
  CREATE INDEX events_of_conversation ON events (conversation);
  CREATE TABLE uploads (
    conversation text NOT NULL, id text NOT NULL, name text NOT NULL, content_type text NOT NULL, content bytea NOT NULL, at bigint NOT NULL,
    PRIMARY KEY (conversation, id)
  );
  CREATE TABLE secrets (name text PRIMARY KEY, value bytea NOT NULL);`;

/**
 * All that is kept of conversations but the conversations themselves. Events say nothing about a person, and stay: under
 * the id of their case, which means nothing any more, because a conversation's may be one of the channel's.
 */
const forget = `
  CREATE PROCEDURE stepwise_forget_1(which text[]) LANGUAGE plpgsql AS $$
  BEGIN
    -- First, as whoever sends does it too: in another order they could wait for each other.
    DELETE FROM outbox WHERE conversation = ANY (which);
    DELETE FROM cases WHERE conversation = ANY (which);
    DELETE FROM seen WHERE conversation = ANY (which);
    DELETE FROM history WHERE conversation = ANY (which);
    DELETE FROM uploads WHERE conversation = ANY (which);
    WITH gone AS (DELETE FROM events WHERE conversation = ANY (which) RETURNING *)
      INSERT INTO events SELECT case_id, at, case_id, name, guide, node, value, audience FROM gone;
  END $$;
  CREATE FUNCTION stepwise_sweep_1(before bigint, most integer) RETURNS integer LANGUAGE plpgsql AS $$
  DECLARE
    gone text[];
  BEGIN
    SELECT array_agg(old.id) INTO gone FROM (
      SELECT c.id FROM conversations c WHERE c.touched_at < before ORDER BY c.touched_at LIMIT most FOR UPDATE SKIP LOCKED
    ) AS old;
    IF gone IS NULL THEN RETURN 0; END IF;
    CALL stepwise_forget_1(gone);
    DELETE FROM conversations c WHERE c.id = ANY (gone);
    RETURN cardinality(gone);
  END $$;`;

/** The outbox: each function locks the conversation's row in it first, and does nothing for a sender that has lost it. */
const outbox = `
  CREATE FUNCTION stepwise_pending_1(of_conversation text, seqs integer[]) RETURNS TABLE (seq integer, body text, "sentAs" text) LANGUAGE sql STABLE AS $$
    SELECT h.seq, h.activity, r.sent_as FROM history h LEFT JOIN history r ON r.conversation = h.conversation AND r.seq = h.replaces
    WHERE h.conversation = of_conversation AND h.seq = ANY (seqs) ORDER BY h.seq
  $$;
  CREATE FUNCTION stepwise_claim_1(of_conversation text, now_at bigint, furthest bigint, who text, until bigint)
  RETURNS TABLE (tries integer, reference text, seq integer, body text, "sentAs" text) LANGUAGE plpgsql AS $$
  #variable_conflict use_column
  DECLARE
    found_row outbox;
  BEGIN
    SELECT o.* INTO found_row FROM outbox o
      WHERE o.conversation = of_conversation AND (o.due_at <= now_at OR o.due_at > furthest) FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN RETURN; END IF;
    UPDATE outbox o SET sender = who, due_at = until WHERE o.conversation = of_conversation;
    RETURN QUERY SELECT found_row.tries, c.reference, p.* FROM conversations c, stepwise_pending_1(of_conversation, found_row.pending) p WHERE c.id = of_conversation;
  END $$;
  CREATE FUNCTION stepwise_settle_1(of_conversation text, who text, until bigint, done integer[], names text[])
  RETURNS TABLE (seq integer, body text, "sentAs" text) LANGUAGE plpgsql AS $$
  #variable_conflict use_column
  DECLARE
    waiting integer[];
    deleted integer;
  BEGIN
    SELECT o.pending INTO waiting FROM outbox o WHERE o.conversation = of_conversation AND o.sender = who FOR UPDATE;
    IF NOT FOUND OR (cardinality(done) > 0 AND NOT waiting && done) THEN RETURN; END IF;
    -- Only a card that may be shown again is found again; nothing asks for the others any more.
    DELETE FROM history h WHERE h.conversation = of_conversation AND h.seq = ANY (done) AND h.seq = ANY (waiting) AND h.stamp IS NULL;
    GET DIAGNOSTICS deleted = ROW_COUNT;
    IF deleted < cardinality(done) THEN
      UPDATE history h SET sent_as = d.name, activity = '{}' FROM unnest(done, names) AS d (seq, name)
        WHERE h.conversation = of_conversation AND h.seq = d.seq AND d.seq = ANY (waiting);
    END IF;
    waiting := ARRAY(SELECT w FROM unnest(waiting) w WHERE w <> ALL (done));
    IF cardinality(waiting) = 0 THEN DELETE FROM outbox o WHERE o.conversation = of_conversation;
    ELSE UPDATE outbox o SET pending = waiting, due_at = until, tries = 0 WHERE o.conversation = of_conversation;
    END IF;
    RETURN QUERY SELECT * FROM stepwise_pending_1(of_conversation, waiting);
  END $$;`;

const eventsAtFirst = `INSERT INTO events SELECT of_conversation, now_at, new_case, e.* FROM json_to_recordset(happened::json)
        AS e (name text, guide text, node text, value text, audience text);`;
const commit = commitWith('CREATE', eventsAtFirst);

export const migrations: readonly Migration[] = [
  { oldest: 1, sql: tables + forget + commit + outbox },
  { oldest: 1, sql: eventsByCase },
  { oldest: 1, sql: caseCodes },
  { oldest: 1, sql: handoverTables },
];
