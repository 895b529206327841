/** The procedure in PostgreSQL that writes a turn, as each step of the tables needs it. */

/**
 * One turn. The version check locks the conversation's row, so turns of one conversation follow each other.
 * Other processes are told after the commit and by the server, which a killed client cannot prevent: in the same
 * transaction, NOTIFY would make all commits of the database wait for each other's sync. Steps differ in how events are written.
 */
const procedure = `
  CREATE PROCEDURE stepwise_commit_1(
    of_conversation text, by_way text, known integer, new_key text, new_case text, case_body text, way_back text, clean boolean, now_at bigint, who text,
    first_seq integer, last_seq integer, seqs integer[], bodies text, stamps text[], replacing integer[], waiting integer[], happened text, lease bigint, INOUT outcome text
  ) LANGUAGE plpgsql AS $$
  DECLARE
    earlier conversations;
    hour bigint := now_at - now_at % 3600000;
  BEGIN
    outcome := 'conflict';
    IF EXISTS (SELECT FROM seen s WHERE s.conversation = of_conversation AND s.key = new_key) THEN RETURN; END IF;
    IF known = 0 THEN
      INSERT INTO conversations VALUES (of_conversation, 1, by_way, new_case, case_body, last_seq, way_back, hour) ON CONFLICT DO NOTHING;
    ELSE
      UPDATE conversations c SET version = c.version + 1, case_id = new_case, body = case_body, seq = greatest(c.seq, last_seq),
        reference = coalesce(way_back, c.reference), touched_at = hour
        FROM conversations e WHERE c.id = of_conversation AND c.version = known AND e.id = of_conversation AND e.version = known
        RETURNING e.* INTO earlier;
    END IF;
    IF NOT FOUND THEN RETURN; END IF;
    IF earlier.case_id <> new_case THEN
      INSERT INTO cases VALUES (of_conversation, earlier.case_id, earlier.body, earlier.touched_at)
        ON CONFLICT (conversation, id) DO UPDATE SET body = excluded.body, touched_at = excluded.touched_at;
    END IF;
    IF clean THEN CALL stepwise_forget_1(ARRAY[of_conversation]); END IF;
    INSERT INTO seen VALUES (of_conversation, new_key, first_seq, last_seq, now_at);
    INSERT INTO history (conversation, seq, activity, stamp, replaces, at)
      SELECT of_conversation, r.seq, r.body, r.stamp, r.replaces, now_at
      FROM unnest(seqs, string_to_array(bodies, E'\\x1e'), stamps, replacing) AS r (seq, body, stamp, replaces);
    IF happened IS NOT NULL THEN
      -- events
    END IF;
    outcome := 'empty';
    IF cardinality(waiting) > 0 THEN
      UPDATE outbox o SET pending = o.pending || waiting WHERE o.conversation = of_conversation;
      outcome := CASE WHEN FOUND THEN 'theirs' ELSE 'mine' END;
      IF outcome = 'mine' THEN INSERT INTO outbox VALUES (of_conversation, now_at + lease, who, 0, waiting); END IF;
    END IF;
    COMMIT;
    IF by_way = 'direct-line' THEN PERFORM pg_notify('stepwise_turns', who || ' ' || of_conversation); END IF;
  END $$;`;

/** The procedure with that statement for its events; `create` is how it comes into being. */
export function commitWith(create: 'CREATE' | 'CREATE OR REPLACE', events: string): string {
  return procedure.replace('CREATE', create).replace('-- events', () => events);
}
