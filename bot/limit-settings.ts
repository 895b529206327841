/** How much is taken from whom, as part of the environment. */
import { z } from 'zod';
import type { LimitSettings } from './limits.ts';

/** 0 means no limit. */
const limit = z.coerce.number('must be a number, 0 for no limit').int().min(0).max(1_000_000);

export const limitEnvironment = {
  ACTIVITIES_PER_MINUTE: limit.default(240),
  ACTIVITIES_PER_MINUTE_ADDRESS: limit.default(2400),
  CONVERSATIONS_PER_MINUTE_ADDRESS: limit.default(60),
  UPLOADS_PER_HOUR: limit.default(60),
  MEGABYTES_PER_HOUR_ADDRESS: limit.default(500),
  STREAMS: limit.default(10_000),
  STREAMS_PER_ADDRESS: limit.default(1_000),
};

export function limitSettings(given: z.output<z.ZodObject<typeof limitEnvironment>>): LimitSettings {
  return {
    perConversation: given.ACTIVITIES_PER_MINUTE,
    perUser: given.ACTIVITIES_PER_MINUTE,
    perAddress: given.ACTIVITIES_PER_MINUTE_ADDRESS,
    openingsPerAddress: given.CONVERSATIONS_PER_MINUTE_ADDRESS,
    uploads: given.UPLOADS_PER_HOUR,
    bytesPerAddress: given.MEGABYTES_PER_HOUR_ADDRESS * 1024 * 1024,
    streams: given.STREAMS,
    streamsPerAddress: given.STREAMS_PER_ADDRESS,
  };
}
