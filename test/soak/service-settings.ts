/** Settings that the service is started with: one place, so that a new setting is added once. */

export type Environment = Readonly<Record<string, string>>;

/** All load comes from one machine and few addresses, so the limits are off where they are not what is tried. */
export const withoutLimits: Environment = {
  ACTIVITIES_PER_MINUTE: '0',
  ACTIVITIES_PER_MINUTE_ADDRESS: '0',
  CONVERSATIONS_PER_MINUTE_ADDRESS: '0',
  UPLOADS_PER_HOUR: '0',
  STREAMS: '0',
  STREAMS_PER_ADDRESS: '0',
};

/** A shared secret of Direct Line, for reading conversations that another run opened. */
export const sharedSecret = 'a-secret-for-trying-things-out-0123456789';
