/** Where the bench keeps what is installed on demand, and profiles; ignored by git. */
import { join } from 'node:path';
import { projectFolder } from './server.ts';

export const cacheFolder = join(projectFolder, '.cache/bench');
