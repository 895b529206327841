/** A scenario, and what it is given to work with. */
import { createHash } from 'node:crypto';
import { Clients } from './clients.ts';
import { Connector } from './connector.ts';
import { deploy, type Deployment, type DeploymentOptions, type StoreKind } from './deployment.ts';
import type { Figures } from './figures.ts';
import { writeKnowledge } from './knowledge.ts';
import type { Random } from './random.ts';
import { newFolder } from './tidy.ts';

export type Length = 'short' | 'full' | 'long';

export interface Run {
  readonly random: Random;
  readonly length: Length;
  readonly store: StoreKind;
  readonly figures: Figures;
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

export interface Stage {
  readonly connector: Connector;
  readonly clients: Clients;
  readonly deployment: Deployment;
}

/** Sets up a connector, people and the service; takes all of it down when the work is done or failed. */
export async function onStage(run: Run, work: (stage: Stage) => Promise<void>, options: Partial<DeploymentOptions> = {}): Promise<void> {
  const deployment = await deploy(run.store, { knowledge: options.knowledge ?? writeKnowledge(newFolder()), ...options });
  const connector = await Connector.start();
  const clients = new Clients();
  try {
    await clients.aim(deployment.address);
    await work({ connector, clients, deployment });
  } finally {
    await Promise.all([clients.end(), connector.end(), deployment.stop()]);
  }
}

/** One of three numbers, by how long the run may take. */
export function sized(run: Run, short: number, full: number, long = full): number {
  return { short, full, long }[run.length];
}

/** A short name for a schedule. */
export function printOfSchedule(schedules: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(schedules)).digest('hex').slice(0, 10);
}
