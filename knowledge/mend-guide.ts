/** Stand-ins for what has no right shape in a guide, so that the rest of it can be checked in the same run. */
import type { z } from 'zod';
import { type Guide, guide as guideSchema } from './schema.ts';

type Raw = Readonly<Record<string, unknown>>;

const standIns: Raw = { title: 'x', about: 'x', label: 'x', symptoms: ['x'], reviewed: '2000-01-01', order: 1 };
const standInNode = { kind: 'outcome', result: 'solved', title: 'x' } as const;

/** The guide with stand-ins for its faulty parts; `undefined` when too little of it is right. */
export function mendGuide(value: unknown): Guide | undefined {
  const parsed = guideSchema.safeParse(value);
  if (parsed.success || !isRecord(value) || !isRecord(value['nodes'])) return undefined;
  const { issues } = parsed.error;
  const unknown = new Set(issues.flatMap((issue) => (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [])));
  const top = new Set(issues.map((issue) => String(issue.path[0])).filter((key) => key in standIns));
  const kept = Object.entries(value).filter(([key]) => !unknown.has(key) && !top.has(key));
  const filled = Object.entries(standIns).filter(([key]) => top.has(key));
  return guideSchema.safeParse(Object.fromEntries([...kept, ...filled, ['nodes', mendNodes(value['nodes'], issues)]])).data;
}

/** Faulty nodes become outcomes that anything may lead to; a node with an impossible id is left out. */
function mendNodes(nodes: Raw, issues: readonly z.core.$ZodIssue[]): Raw {
  const faulty = new Map(issues.filter((issue) => issue.path[0] === 'nodes').map((issue) => [String(issue.path[1]), issue.code]));
  return Object.fromEntries(
    Object.entries(nodes)
      .filter(([id]) => faulty.get(id) !== 'invalid_key')
      .map(([id, node]) => [id, faulty.has(id) ? standInNode : node]),
  );
}

function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
