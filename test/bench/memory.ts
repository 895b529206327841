/** What many open conversations and streams take. */
import { setTimeout as wait } from 'node:timers/promises';
import { residentOf } from './load/process-cost.ts';
import { startRig } from './rig.ts';
import type { Given, Variant } from './variants.ts';

export interface Held {
  readonly conversations: number;
  readonly streams: number;
  /** Resident bytes of the server, a few seconds after the last turn. */
  readonly resident: number;
  readonly failures: readonly string[];
}

/** Milliseconds of rest before memory is looked at. */
const rest = 3_000;

/** Opens conversations, some with a stream, and lets everybody say one thing. */
export async function measureMemory(variant: Variant, given: Given, size: { readonly conversations: number; readonly streams: number }): Promise<Held> {
  const rig = await startRig(variant, given, { ...size, connections: 16 });
  try {
    const failures = await rig.speakOnce();
    await wait(rest);
    return { ...size, resident: residentOf(rig.pids), failures };
  } finally {
    await rig.stop();
  }
}
