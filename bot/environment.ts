/** The process's environment, with the file .env beside it where there is one. */
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** Reads .env of the working folder once; what the environment sets already wins. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env')) loadEnvFile('.env');
  return process.env;
}
