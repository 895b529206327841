/**
 * Settings of the Stepwise under measurement, beside its database and port. The limits are high, not off: counting
 * costs what it costs, while all load comes from one address.
 */
export const serverSettings: Readonly<Record<string, string>> = {
  ACTIVITIES_PER_MINUTE: '1000000',
  ACTIVITIES_PER_MINUTE_ADDRESS: '1000000',
  CONVERSATIONS_PER_MINUTE_ADDRESS: '1000000',
  STREAMS: '100000',
  STREAMS_PER_ADDRESS: '100000',
};
