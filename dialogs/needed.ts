/** Whether somebody counts on a conversation: who starts over must not leave it behind. */
import type { Case } from './case.ts';

/** The helpdesk with a case of it, an agent who shares it, or the callers of the agent whose conversation it is. */
export function isNeeded({ agent, caller, helper, handovers = [] }: Case): boolean {
  const others = agent === undefined ? 0 : agent.parked.length + agent.helping.length;
  return others > 0 || caller !== undefined || helper !== undefined || handovers.length > 0;
}
