/** What a turn needs beside the case: the knowledge, triage built from it, and who helps beyond it. */
import type { Library } from '../knowledge/library.ts';
import { buildTriage, type Verdict } from './triage/triage.ts';

export interface Desk {
  readonly library: Library;
  readonly triage: (text: string) => Verdict;
  /** Whom to ask when the bot cannot help, as it completes "please ask …". */
  readonly contact: string;
}

/** Opens a desk on a library: builds triage from its guides and facts. */
export function openDesk(library: Library, contact: string): Desk {
  return { library, triage: buildTriage(library), contact };
}
