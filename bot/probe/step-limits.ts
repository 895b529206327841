/** How long, how much and how often: every limit of a live check. */

export interface StepLimits {
  /** Milliseconds for one step. */
  readonly step: number;
  /** Milliseconds for a whole check. */
  readonly check: number;
  /** Bytes that are read of an answer. */
  readonly bytes: number;
  /** Connections that one check may try. */
  readonly connections: number;
}

export const usualLimits: StepLimits = { step: 5_000, check: 20_000, bytes: 64 * 1024, connections: 24 };
