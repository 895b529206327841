/** What one case's events say: where it went, what became of each visit, how it ended. Pure. */
import type { Audience } from '../../dialogs/audience.ts';
import type { StoredEvent } from '../store/stored-event.ts';

/** What became of a visit to a node. A `moved` one was left for another guide, or the guide was changed meanwhile. */
export type Fate = 'went-on' | 'went-back' | 'moved' | 'solved' | 'handed-over' | 'gave-up' | 'open';

export interface Visit {
  readonly guide: string;
  readonly node: string;
  readonly fate: Fate;
  /** The answer that was taken, for one that went on. */
  readonly answer: string | undefined;
}

export type Result = Extract<Fate, 'solved' | 'handed-over' | 'gave-up' | 'open'>;

/** One case from its first event to its last. */
export interface Walk {
  readonly began: number;
  readonly audience: Audience;
  readonly language: string | undefined;
  readonly visits: readonly Visit[];
  readonly result: Result;
  /** For a solved case: answers, steps back, changes of guide and looks until then, and minutes since the first node. */
  readonly fix: { readonly taps: number; readonly minutes: number } | undefined;
  readonly rating: { readonly value: string; readonly guide: string | undefined } | undefined;
  /** Events that are counted as they are: what was found, looked at, not understood. */
  readonly noted: readonly StoredEvent[];
}

/** Milliseconds without a word after which somebody has given up. */
export const givenUpAfter = 24 * 3_600_000;

/** The walk as it is built, event by event. */
interface Draft {
  visits: { guide: string; node: string; fate: Fate; answer: string | undefined }[];
  here: { readonly guide: string; readonly node: string } | undefined;
  hasMoved: boolean;
  isLeft: boolean;
  result: 'solved' | 'handed-over' | undefined;
  taps: number;
  fix: Walk['fix'];
  firstAt: number | undefined;
  rating: Walk['rating'];
}

/** Reads the events of one case, in their order; there must be one at least. */
export function readWalk(events: readonly [StoredEvent, ...StoredEvent[]], now: number): Walk {
  const draft: Draft = {
    visits: [],
    here: undefined,
    hasMoved: false,
    isLeft: false,
    result: undefined,
    taps: 0,
    fix: undefined,
    firstAt: undefined,
    rating: undefined,
  };
  for (const event of events) take(draft, event);
  const last = events.at(-1) ?? events[0];
  const isOld = draft.isLeft || now - Math.max(...events.map(({ at }) => at)) >= givenUpAfter;
  const visit = draft.visits.at(-1);
  if (visit?.fate === 'open' && isOld) visit.fate = 'gave-up';
  const { visits, fix, rating, result } = draft;
  return {
    began: events[0].began,
    audience: last.audience,
    language: events.findLast(({ language }) => language !== undefined)?.language,
    visits,
    result: result ?? (isOld ? 'gave-up' : 'open'),
    fix: result === 'solved' ? fix : undefined,
    rating,
    noted: events.filter(({ name }) => counted.has(name)),
  };
}

const counted = new Set(['found', 'looked', 'missed', 'turned-away', 'asked-to-choose']);

function take(draft: Draft, event: StoredEvent): void {
  switch (event.name) {
    case 'answered':
      return move(draft, 'went-on', event.value);
    case 'back':
      return move(draft, 'went-back');
    case 'switched':
      return move(draft, 'moved');
    case 'looked':
      draft.taps += 1;
      return;
    case 'arrived':
      return arrive(draft, event);
    case 'lost':
      return relocate(draft, event);
    case 'started-over':
      draft.isLeft = true;
      return settle(draft, 'gave-up');
    case 'solved':
    case 'handed-over':
      return end(draft, event, event.name);
    case 'rated':
      draft.rating = event.value === undefined ? draft.rating : { value: event.value, guide: event.guide };
  }
}

/** Only the first thing that happens to a visit is its fate. */
function settle(draft: Draft, fate: Fate, answer?: string): void {
  const visit = draft.visits.at(-1);
  if (visit?.fate === 'open') Object.assign(visit, { fate, answer });
}

function move(draft: Draft, fate: Fate, answer?: string): void {
  settle(draft, fate, answer);
  draft.hasMoved = true;
  draft.taps += 1;
}

/** Closing a case where no arrow does arrives at the node where one is already: that is no visit. */
function arrive(draft: Draft, { guide, node, at }: StoredEvent): void {
  const isClosing = !draft.hasMoved && draft.here !== undefined && draft.here.guide === guide && draft.here.node === node;
  draft.hasMoved = false;
  draft.result = undefined;
  // Whose first words are "start over" has left nothing.
  draft.isLeft = false;
  if (!isClosing) goTo(draft, guide, node);
  draft.firstAt ??= draft.here === undefined ? undefined : at;
}

function goTo(draft: Draft, guide: string | undefined, node: string | undefined): void {
  settle(draft, 'moved');
  draft.here = guide === undefined || node === undefined ? undefined : { guide, node };
  if (draft.here !== undefined) draft.visits.push({ ...draft.here, fate: 'open', answer: undefined });
}

/** A changed guide has moved somebody. */
function relocate(draft: Draft, { guide, node }: StoredEvent): void {
  if (draft.here?.guide !== guide || draft.here?.node !== node) goTo(draft, guide, node);
}

function end(draft: Draft, { at }: StoredEvent, result: 'solved' | 'handed-over'): void {
  settle(draft, result);
  draft.result = result;
  if (result === 'solved') draft.fix = { taps: draft.taps, minutes: (at - (draft.firstAt ?? at)) / 60_000 };
}
