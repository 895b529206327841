/** What the buttons of a hand-over do. */
import { z } from 'zod';

export const handoverAction = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('person') }),
  /** Takes the typed phone number or address; then: in this chat. */
  z.strictObject({ do: z.literal('contact') }),
  z.strictObject({ do: z.literal('contact-here') }),
  z.strictObject({ do: z.literal('contact-again') }),
  z.strictObject({ do: z.literal('files'), keep: z.boolean() }),
  /** Sends the case as it was shown; `as` tells whether it still is. */
  z.strictObject({ do: z.literal('send-case'), as: z.string().max(40) }),
  z.strictObject({ do: z.literal('keep-case') }),
  z.strictObject({ do: z.literal('tell-helpdesk'), handover: z.string().max(64) }),
  /** Says whether it works now, after the helpdesk helped. */
  z.strictObject({ do: z.literal('works'), handover: z.string().max(64), works: z.boolean() }),
]);
export type HandoverAction = z.infer<typeof handoverAction>;

const does: ReadonlySet<string> = new Set(handoverAction.options.map((option) => option.shape.do.value));

/** Whether an action is one of a hand-over. */
export function isOfHandover(action: { readonly do: string }): action is HandoverAction {
  return does.has(action.do);
}
