/** What a client may say. Who says it comes from the token, never from the body. */
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { idText } from '../id-text.ts';
import type { Access } from './callers.ts';
import { DirectLineError } from './direct-line-error.ts';

const short = z.string().max(256);

/** A file that lies on another server. Ours are only made by an upload, so their addresses cannot be forged. */
const remoteAttachment = z.object({
  contentType: short,
  name: short.optional(),
  contentUrl: z
    .url({ protocol: /^https$/ })
    .max(2048)
    .optional(),
});

const clientActivity = z.object({
  type: z.string().min(1).max(64),
  name: short.optional(),
  text: z.string().max(100_000).optional(),
  textFormat: short.optional(),
  locale: short.optional(),
  localTimezone: short.optional(),
  replyToId: short.optional(),
  value: z.unknown().optional(),
  valueType: short.optional(),
  entities: z
    .array(z.looseObject({ type: short }))
    .max(50)
    .optional(),
  attachments: z.array(remoteAttachment).max(20).optional(),
  channelData: z.looseObject({ clientActivityID: idText(256).optional() }).optional(),
  from: z.looseObject({ id: z.union([z.literal(''), idText(256)]).optional() }).optional(),
});

export type ClientActivity = z.infer<typeof clientActivity>;

/**
 * Parses what a client posted.
 * @throws DirectLineError 400 naming the first field that is wrong.
 */
export function readClientActivity(body: unknown): ClientActivity {
  const parsed = clientActivity.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new DirectLineError(400, 'BadArgument', `This is not an activity: ${issue?.path.join('.') || 'the body'}: ${issue?.message ?? 'wrong'}.`);
}

/**
 * The activity as it is recorded: with the user of the token, without ids and times of the client's choosing.
 * @throws DirectLineError 400 when the holder of the shared secret does not name the user.
 */
export function asRecorded({ from, ...said }: ClientActivity, access: Access): Partial<Activity> {
  const user = access.user ?? from?.id ?? '';
  if (user === '') throw new DirectLineError(400, 'MissingProperty', 'from.id is missing: with the secret, the activity says whose it is.');
  return { ...said, from: { id: user, name: '', role: 'user' } };
}
