/** Judges a recorded history: nothing acknowledged is lost, nothing counts twice, replies come in order. */
import { type Delivery, isAcknowledged, type Said, type Shown } from './history.ts';

/** A stretch of time, in milliseconds since 1970. */
export interface Crash {
  readonly at: number;
}

export interface Recording {
  readonly said: readonly Said[];
  readonly deliveries: readonly Delivery[];
  /** What people saw, oldest first; a reply that was sent twice stands there twice. */
  readonly shown: readonly Shown[];
  readonly crashes?: readonly Crash[];
  /** Milliseconds before a crash within which a reply may have been under way; 0 allows no double at all. */
  readonly underWay?: number;
}

export interface Verdict {
  /** Acknowledged, and no reply ever came. */
  readonly lost: string[];
  /** Two messages that were applied to the same state, or a step that nobody's message explains. */
  readonly misapplied: string[];
  /** Replies to what was never said, or with an answer that was not given. */
  readonly invented: string[];
  /** One message, two different replies. */
  readonly changed: string[];
  /** Replies shown again with no crash that explains it. */
  readonly doubled: string[];
  /** Replies shown again because a crash left open whether they had been sent. */
  readonly repeated: number;
  /** The longest that one of them had been sent before the crash, in milliseconds. */
  readonly oldest: number;
  /** A later step shown before an earlier one. */
  readonly unordered: string[];
}

/** Steps of a walk count from here: the first is the one that its opening words lead to. */
const firstStep = 1;

export function checkHistory(recording: Recording): Verdict {
  const conversations = new Set([...recording.said, ...recording.shown].map((one) => one.conversation));
  const verdict: Verdict = { lost: [], misapplied: [], invented: [], changed: [], doubled: [], unordered: [], repeated: 0, oldest: 0 };
  const parts = { said: grouped(recording.said), deliveries: grouped(recording.deliveries), shown: grouped(recording.shown) };
  let [repeated, oldest] = [0, 0];
  for (const conversation of conversations) {
    const said = parts.said.get(conversation) ?? [];
    const shown = (parts.shown.get(conversation) ?? []).toSorted((one, other) => one.at - other.at);
    const first = firstShowings(shown);
    verdict.lost.push(...lost(said, parts.deliveries.get(conversation) ?? [], first));
    verdict.invented.push(...invented(said, shown));
    verdict.misapplied.push(...misapplied(said, first));
    verdict.changed.push(...shown.filter((one) => first.get(one.answers)?.print !== one.print).map((one) => `${one.answers} shown as something else`));
    const doubles = judgeDoubles(shown, recording.crashes ?? [], recording.underWay ?? 0);
    verdict.doubled.push(...doubles.unexplained);
    repeated += doubles.explained;
    oldest = Math.max(oldest, doubles.oldest);
    verdict.unordered.push(...unordered([...first.values()]));
  }
  return { ...verdict, repeated, oldest };
}

function grouped<Item extends { readonly conversation: string }>(items: readonly Item[]): Map<string, Item[]> {
  return Map.groupBy(items, (item) => item.conversation);
}

function firstShowings(shown: readonly Shown[]): Map<string, Shown> {
  const first = new Map<string, Shown>();
  for (const one of shown) if (!first.has(one.answers)) first.set(one.answers, one);
  return first;
}

function lost(said: readonly Said[], deliveries: readonly Delivery[], first: ReadonlyMap<string, Shown>): string[] {
  const acknowledged = new Set(deliveries.filter(isAcknowledged).map((one) => one.id));
  return said.filter(({ id }) => acknowledged.has(id) && !first.has(id)).map(({ id }) => `${id} has no reply`);
}

function invented(said: readonly Said[], shown: readonly Shown[]): string[] {
  const labels = new Map(said.map((one) => [one.id, one.label]));
  return shown.flatMap(({ answers, label }) => {
    if (!labels.has(answers)) return [`a reply to ${answers}, which nobody said`];
    const wanted = labels.get(answers);
    return wanted === undefined || wanted === label ? [] : [`${answers} said "${wanted}" and was told "${label}"`];
  });
}

/** Each message that adds a mark takes the walk one step on, so their steps are different and leave no gap. */
function misapplied(said: readonly Said[], first: ReadonlyMap<string, Shown>): string[] {
  const marks = said.filter((one) => one.label !== undefined);
  const steps = new Map<number, string>();
  const faults: string[] = [];
  for (const { id } of marks) {
    const step = first.get(id)?.step;
    if (step === undefined) continue;
    const other = steps.get(step);
    if (other !== undefined) faults.push(`${other} and ${id} were both step ${step}`);
    steps.set(step, id);
  }
  for (let step = firstStep + 1; step <= firstStep + steps.size; step += 1) {
    if (!steps.has(step)) faults.push(`nobody's message was step ${step}, though there are later ones`);
  }
  return faults;
}

/** A reply shown again is explained by a crash shortly after it was sent before: nobody could know then that it had arrived. */
function judgeDoubles(shown: readonly Shown[], crashes: readonly Crash[], underWay: number): { explained: number; oldest: number; unexplained: string[] } {
  const unexplained: string[] = [];
  let [explained, oldest] = [0, 0];
  for (const [answers, copies] of Map.groupBy(shown, (one) => one.answers)) {
    for (const [index, copy] of copies.slice(1).entries()) {
      const before = copies[index]?.at ?? 0;
      const crash = crashes.find(({ at }) => at >= before && at - before <= underWay && at <= copy.at);
      if (crash === undefined) unexplained.push(`${answers} was shown ${copies.length} times`);
      else {
        explained += 1;
        oldest = Math.max(oldest, crash.at - before);
      }
    }
  }
  return { explained, oldest, unexplained };
}

function unordered(first: readonly Shown[]): string[] {
  const steps = first.filter((one) => one.step >= 0);
  return steps.flatMap((one, index) => {
    const before = steps[index - 1];
    return before !== undefined && one.step < before.step ? [`step ${one.step} of ${one.conversation} came after step ${before.step}`] : [];
  });
}
