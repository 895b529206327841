/** Packages that are no dependencies of the project: installed when the bench needs them, and loaded from there. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../folders.ts';

export interface PackageSet {
  readonly folder: string;
  readonly packages: readonly string[];
}

export const dialogs: PackageSet = { folder: join(cacheFolder, 'dialogs'), packages: ['botbuilder@4.23.3', 'botbuilder-dialogs@4.23.3'] };
export const agents: PackageSet = {
  folder: join(cacheFolder, 'agents'),
  packages: ['@microsoft/agents-hosting@1.8.1', '@microsoft/agents-hosting-express@1.8.1'],
};
export const teams: PackageSet = { folder: join(cacheFolder, 'teams'), packages: ['@microsoft/teams.apps@2.1.0'] };

/** A `require` that finds what was installed for a set. */
export function requireFrom({ folder }: PackageSet): NodeJS.Require {
  return createRequire(join(folder, 'package.json'));
}
