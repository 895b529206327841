/** What a finding has when there is nothing to say about policies. */
import type { Finding } from './finding.ts';

/** The parts of a finding that most materials leave empty, to be spread before the rest. */
export const noFinding = {
  causes: [],
  conflicts: [],
  allowsNonProvisionable: null,
  waysOut: [],
  tables: [],
  lacks: [],
} as const satisfies Partial<Finding>;
