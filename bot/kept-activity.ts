/** An arrival as our own channel's history keeps it. */
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { mask } from '../diagnostics/mask.ts';
import type { Decided } from '../dialogs/turn.ts';

/** The parts of a tapped button's value that we made ourselves; all others are what somebody typed or pasted. */
const ours = new Set(['stepwise', 'stamp', 'action']);
const fields = z.record(z.string(), z.unknown());

/**
 * The activity; without what belongs to a person in it when it was read as a policy, a list, a log and the like. Such
 * material is pasted for what is wrong in it, and nobody needs to keep whose phone and mailbox it names.
 */
export function keptActivity(activity: Partial<Activity>, { events }: Pick<Decided, 'events'>): Partial<Activity> {
  if (!events.some((event) => event.name === 'found')) return activity;
  const { text } = activity;
  const value = fields.safeParse(activity.value);
  return {
    ...activity,
    ...(typeof text === 'string' ? { text: mask(text) } : {}),
    ...(value.success ? { value: Object.fromEntries(Object.entries(value.data).map(([name, part]) => [name, maskedPart(name, part)])) } : {}),
  };
}

function maskedPart(name: string, part: unknown): unknown {
  return typeof part === 'string' && !ours.has(name) ? mask(part) : part;
}
