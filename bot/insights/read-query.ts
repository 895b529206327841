/** The filters of a request's address, read strictly: what is wrong is said, not guessed. */
import { z } from 'zod';
import { audience } from '../../dialogs/audience.ts';
import type { Period } from '../store/stored-event.ts';
import type { Filter } from './figures.ts';

export interface Query extends Filter {
  /** Days (UTC) as YYYY-MM-DD, both included. */
  readonly from: string;
  readonly to: string;
}

const day = 24 * 3_600_000;
/** Days that are shown when nothing else is asked for, and at most. */
const usualDays = 30;
const mostDays = 3_660;

const date = z.iso.date('must be a day such as 2026-11-30').refine((text) => text >= '2000-01-01' && text <= '2999-12-31', 'must be a day after 1999');
const fields = z.strictObject({
  from: date.optional(),
  to: date.optional(),
  guide: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/, 'must be the id of a guide')
    .optional(),
  audience: audience.optional(),
  language: z
    .string()
    .regex(/^([a-z]{2}|-)$/, 'must be two letters')
    .optional(),
});

export type QueryReading = { readonly ok: true; readonly query: Query } | { readonly ok: false; readonly problems: readonly string[]; readonly query: Query };

/** Reads the filters; an empty one counts as not set. With problems, the query is the usual one. */
export function readQuery(params: URLSearchParams, now: number): QueryReading {
  const usual = { from: dayOf(now - (usualDays - 1) * day), to: dayOf(now) };
  const given = [...params].filter(([, value]) => value !== '');
  const twice = given.length !== new Set(given.map(([name]) => name)).size;
  const parsed = fields.safeParse(Object.fromEntries(given));
  if (!parsed.success || twice) return { ok: false, problems: twice ? ['Each filter may be given once.'] : problemsOf(parsed.error), query: usual };
  const to = parsed.data.to ?? usual.to;
  const from = parsed.data.from ?? dayOf(Date.parse(to) - (usualDays - 1) * day);
  const query = { ...parsed.data, from, to };
  if (from > to) return { ok: false, problems: ['The first day must not come after the last.'], query: usual };
  if (Date.parse(to) - Date.parse(from) > mostDays * day) return { ok: false, problems: ['Ask for ten years at most.'], query: usual };
  return { ok: true, query };
}

function problemsOf(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).map(({ path, message, code }) => {
    const name = String(path[0] ?? '');
    if (name === '') return 'There is a filter that is not known.';
    return code === 'invalid_value' ? `${name} must be one of those in the list.` : `${name} ${message}.`;
  });
}

/** The time that a query covers. */
export function periodOf({ from, to }: Query): Period {
  return { from: Date.parse(from), until: Date.parse(to) + day };
}

/** The query as it stands in an address. */
export function addressOf(query: Partial<Query>): string {
  const { from, to, guide, audience: whose, language } = query;
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ from, to, guide, audience: whose, language })) if (value !== undefined) params.set(name, value);
  return params.toString();
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
