/** The tables, each step once and in order; a step that was released is never changed. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE conversations (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, delivery TEXT NOT NULL, case_id TEXT NOT NULL,
    seq INTEGER NOT NULL, reference TEXT, touched_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE cases (
    id TEXT PRIMARY KEY, conversation TEXT NOT NULL, body TEXT NOT NULL, touched_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX cases_of_conversation ON cases (conversation);
  CREATE TABLE seen (
    conversation TEXT NOT NULL, key TEXT NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (conversation, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE history (
    conversation TEXT NOT NULL, seq INTEGER NOT NULL, activity TEXT NOT NULL, stamp TEXT, replaces INTEGER,
    pending INTEGER NOT NULL, sent_as TEXT, at INTEGER NOT NULL,
    PRIMARY KEY (conversation, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX history_pending ON history (conversation) WHERE pending = 1;
  CREATE TABLE events (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, case_id TEXT NOT NULL, name TEXT NOT NULL,
    guide TEXT, node TEXT, value TEXT, audience TEXT NOT NULL
  ) STRICT;
  CREATE TABLE uploads (
    conversation TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, content_type TEXT NOT NULL, content BLOB NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (conversation, id)
  ) STRICT;
  CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
  `,
  // A turn touches as few pages as it can: the case stands in its conversation's row, replies are appended one after
  // the other, what waits to be sent is a range of numbers, and replies to a connector are deleted once they were sent.
  `
  ALTER TABLE conversations ADD COLUMN body TEXT NOT NULL DEFAULT '';
  UPDATE conversations SET body = (SELECT body FROM cases WHERE cases.id = case_id);
  DELETE FROM cases WHERE id IN (SELECT case_id FROM conversations);
  CREATE INDEX conversations_touched ON conversations (touched_at);

  CREATE TABLE outbox (
    conversation TEXT PRIMARY KEY, after INTEGER NOT NULL, last INTEGER NOT NULL, due_at INTEGER NOT NULL, sender TEXT, tries INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX outbox_due ON outbox (due_at);
  INSERT INTO outbox (conversation, after, last, due_at) SELECT conversation, min(seq) - 1, max(seq), 0 FROM history WHERE pending = 1 GROUP BY conversation;

  ALTER TABLE history RENAME TO earlier_history;
  DROP INDEX history_pending;
  CREATE TABLE history (
    conversation TEXT NOT NULL, seq INTEGER NOT NULL, activity TEXT NOT NULL, stamp TEXT, replaces INTEGER, sent_as TEXT, to_send INTEGER NOT NULL, at INTEGER NOT NULL
  ) STRICT;
  INSERT INTO history (conversation, seq, activity, stamp, replaces, sent_as, to_send, at)
    SELECT conversation, seq, activity, stamp, replaces, sent_as, pending, at FROM earlier_history
    WHERE pending = 1 OR conversation NOT IN (SELECT id FROM conversations WHERE delivery = 'connector') ORDER BY at, conversation, seq;
  CREATE UNIQUE INDEX history_of_conversation ON history (conversation, seq);
  DROP TABLE earlier_history;
  `,
  // Events are read by when their case began, case by case. With that time, those of a case are found when it is forgotten,
  // without an index more. The index of what has a comment is touched only by turns that have one.
  `
  ALTER TABLE events ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE events ADD COLUMN language TEXT;
  CREATE TEMP TABLE starts (id TEXT PRIMARY KEY, began INTEGER NOT NULL);
  INSERT INTO starts SELECT case_id, min(at) FROM events GROUP BY case_id;
  INSERT OR REPLACE INTO starts SELECT case_id, body ->> '$.startedAt' FROM conversations WHERE json_valid(body) AND body ->> '$.startedAt' IS NOT NULL;
  INSERT OR REPLACE INTO starts SELECT id, body ->> '$.startedAt' FROM cases WHERE json_valid(body) AND body ->> '$.startedAt' IS NOT NULL;
  UPDATE events SET began = (SELECT starts.began FROM starts WHERE starts.id = case_id);
  DROP TABLE starts;
  CREATE INDEX events_began ON events (began, case_id, id);
  CREATE INDEX events_commented ON events (began) WHERE name = 'commented';
  CREATE INDEX conversations_commented ON conversations (case_id) WHERE instr(body, '"comment":') > 0;
  `,
  // Which conversation a case code leads to. The code itself stands with its case only; here is what nobody can read it from.
  `
  CREATE TABLE codes (fingerprint TEXT PRIMARY KEY, conversation TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX codes_of_conversation ON codes (conversation);
  `,
  // What waits for the helpdesk, and where its channel is.
  `
  CREATE TABLE handovers (id TEXT PRIMARY KEY, conversation TEXT NOT NULL, body TEXT NOT NULL, address TEXT NOT NULL, sent_as TEXT, at INTEGER NOT NULL) STRICT;
  CREATE INDEX handovers_of_conversation ON handovers (conversation);
  CREATE TABLE errands (
    id TEXT PRIMARY KEY, conversation TEXT NOT NULL, handover TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
    revision INTEGER NOT NULL, due_at INTEGER NOT NULL, since INTEGER NOT NULL, tries INTEGER NOT NULL, owner TEXT
  ) STRICT;
  CREATE INDEX errands_of_conversation ON errands (conversation);
  CREATE INDEX errands_due ON errands (due_at);
  CREATE TABLE places (name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
  `,
];
