/**
 * The step that lets events be read case by case: each knows when its case began, its place in it, and the language.
 * The procedures keep their names and parameters, so that a program of the version before calls the new ones: what it
 * does not say (when the case began, the language) is left out or taken to be now.
 */
import { commitWith } from './postgres-commit.ts';

const columns = `
  ALTER TABLE events ADD COLUMN began bigint, ADD COLUMN nth bigint, ADD COLUMN language text;
  UPDATE events SET began = s.began, nth = s.nth FROM (
    SELECT ctid, min(at) OVER (PARTITION BY case_id) AS began, row_number() OVER (PARTITION BY case_id ORDER BY at, ctid) AS nth FROM events
  ) AS s WHERE events.ctid = s.ctid;
  CREATE INDEX events_began ON events (began, case_id, nth);
  CREATE INDEX events_commented ON events (began) WHERE name = 'commented';`;

/** A turn has fewer than a thousand events, and a conversation's turns are numbered by its version. */
const write = `INSERT INTO events (conversation, at, case_id, name, guide, node, value, audience, began, nth, language)
        SELECT of_conversation, now_at, coalesce(e."case", new_case), e.name, e.guide, e.node, e.value, e.audience,
          coalesce(e.began, now_at), known::bigint * 1000 + e.ordinality, e.language
        FROM ROWS FROM (json_to_recordset(happened::json)
          AS (name text, guide text, node text, value text, audience text, "case" text, began bigint, language text)) WITH ORDINALITY AS e;`;

/**
 * Events say nothing about a person, and stay: under ids that stand nowhere else, because a ticket or an old card may still
 * show the case's; and each case moved to the full hour before it began, which says no more when somebody was there.
 */
export const forgetEvents = `
  CREATE OR REPLACE PROCEDURE stepwise_forget_1(which text[]) LANGUAGE plpgsql AS $$
  BEGIN
    -- First, as whoever sends does it too: in another order they could wait for each other.
    DELETE FROM outbox WHERE conversation = ANY (which);
    DELETE FROM cases WHERE conversation = ANY (which);
    DELETE FROM seen WHERE conversation = ANY (which);
    DELETE FROM history WHERE conversation = ANY (which);
    DELETE FROM uploads WHERE conversation = ANY (which);
    WITH gone AS (DELETE FROM events WHERE conversation = ANY (which) RETURNING *),
      fresh AS MATERIALIZED (SELECT case_id, gen_random_uuid()::text AS id, min(began) % 3600000 AS early FROM gone GROUP BY case_id)
      INSERT INTO events (conversation, at, case_id, name, guide, node, value, audience, began, nth, language)
      SELECT f.id, g.at - f.early, f.id, g.name, g.guide, g.node, g.value, g.audience, g.began - f.early, g.nth, g.language
      FROM gone g JOIN fresh f ON f.case_id = g.case_id;
  END $$;`;

export const eventsByCase = columns + commitWith('CREATE OR REPLACE', write) + forgetEvents;
