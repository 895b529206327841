/** A scenario, and what it is given to work with. */
import { createHash } from 'node:crypto';
import type { DeploymentOptions, StoreKind } from './deployment.ts';
import type { Figures } from './figures.ts';
import type { House, Stage } from './house.ts';
import type { Random } from './random.ts';

export type { Stage } from './house.ts';

export type Length = 'short' | 'full' | 'long';

export interface Run {
  readonly random: Random;
  readonly length: Length;
  readonly store: StoreKind;
  readonly figures: Figures;
  readonly house: House;
  /** Writes down the schedule, so that two runs of one seed can be compared. */
  scheduled(schedule: unknown): void;
}

export interface Scenario {
  readonly name: string;
  /** What it shows, as a sentence. */
  readonly title: string;
  /** The stores that it runs on. */
  readonly stores: readonly StoreKind[];
  run(run: Run): Promise<void>;
}

/** Does the work with a connector, people and the service; in the short form scenarios that ask for nothing special share a service. */
export function onStage(run: Run, work: (stage: Stage) => Promise<void>, options: Partial<DeploymentOptions> = {}): Promise<void> {
  return run.house.perform(work, options);
}

/** One of three numbers, by how long the run may take. */
export function sized(run: Run, short: number, full: number, long = full): number {
  return { short, full, long }[run.length];
}

/** A short name for a schedule. */
export function printOfSchedule(schedules: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(schedules)).digest('hex').slice(0, 10);
}
