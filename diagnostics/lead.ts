/** Where a finding leads: to the check that reads such things, and through it to a node. */
import { findPlace, type Library, type Place, resolveTarget } from '../knowledge/library.ts';
import type { Finding } from './finding.ts';

export interface Lead {
  /** The `check` node whose choice the finding becomes. */
  readonly check: Place;
  /** The check's exit: a cause, or `unknown`. */
  readonly answer: string;
  readonly to: Place;
}

/** What a check leads to when nothing is wrong; one of the causes that the facts list. */
const nothingFound = 'nothing-found';

/**
 * The lead of one cause. The check on the screen comes first, then those of its guide, then the others in the guides'
 * order; `undefined` when no check reads such things or has an arrow for that cause.
 */
function leadOf(library: Library, kind: Finding['kind'], cause: string, here?: Place): Lead | undefined {
  const checks = checksFor(library, kind);
  const near = (place: Place): number => (place.ref === here?.ref ? 0 : place.guide.id === here?.guide.id ? 1 : 2);
  for (const check of [...checks].sort((one, other) => near(one) - near(other))) {
    const target = check.node.kind !== 'check' ? undefined : cause === 'unknown' ? check.node.unknown : ownTarget(check.node.findings, cause);
    const to = target === undefined ? undefined : findPlace(library, resolveTarget(check.guide.id, target));
    if (to !== undefined) return { check, answer: cause, to };
  }
  return undefined;
}

/**
 * Every lead of a finding, likeliest first, none twice. What is in order leads on from the check that reads such things;
 * what is unclear leads to what it may be, and goes on without it from the check on the screen.
 */
export function leadsOf(library: Library, finding: Finding, here?: Place): Lead[] {
  const leads = causesOf(finding)
    .flatMap((cause) => leadOf(library, finding.kind, cause, here) ?? [])
    .filter((lead) => lead.answer !== 'unknown' || lead.check.ref === here?.ref);
  return leads.filter((lead, index) => leads.findIndex((other) => other.to.ref === lead.to.ref) === index);
}

function causesOf({ outcome, causes }: Finding): readonly string[] {
  switch (outcome) {
    case 'fault':
      return causes.map((one) => one.cause);
    case 'fine':
      return [nothingFound];
    case 'unclear':
      return [...causes.map((one) => one.cause), 'unknown'];
  }
}

function ownTarget(findings: Readonly<Record<string, string>>, cause: string): string | undefined {
  return Object.hasOwn(findings, cause) ? findings[cause] : undefined;
}

const known = new WeakMap<Library, Map<string, readonly Place[]>>();

/** All checks that read one kind of thing, in the guides' order. */
function checksFor(library: Library, kind: Finding['kind']): readonly Place[] {
  const kinds = known.get(library) ?? new Map<string, readonly Place[]>();
  known.set(library, kinds);
  const checks = kinds.get(kind) ?? allChecks(library).filter(({ node }) => node.kind === 'check' && node.examine.some((one) => one === checkName(kind)));
  kinds.set(kind, checks);
  return checks;
}

function allChecks(library: Library): Place[] {
  return [...library.guides.values()].flatMap((guide) =>
    Object.entries(guide.nodes).flatMap(([id, node]) => (node.kind === 'check' ? (findPlace(library, `${guide.id}/${id}`) ?? []) : [])),
  );
}

/** Guides call a code what people call it. */
function checkName(kind: Finding['kind']): string {
  return kind === 'code' ? 'error-code' : kind;
}
