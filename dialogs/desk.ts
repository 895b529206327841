/** What a turn needs beside the case: the knowledge, triage built from it, and who helps beyond it. */
import type { Library } from '../knowledge/library.ts';
import type { Probe } from '../knowledge/schema.ts';
import type { OfficeHours } from './handover/office-hours.ts';
import { openTriage, type Verdict } from './triage/triage.ts';

/** Whether the operator lets the bot look at something over the network: the host as it will be looked at, or why not. */
export type MayLook = (probe: Probe, target: string) => { readonly ok: true; readonly target: string } | { readonly ok: false; readonly says: string };

export interface Desk {
  readonly library: Library;
  readonly triage: (text: string) => Verdict;
  /** The concepts that a text's words stand for, as the facts name them. */
  readonly conceptsIn: (text: string) => readonly string[];
  /** Whom to ask when the bot cannot help, as it completes "please ask …". */
  readonly contact: string;
  /** None where the operator allows no looks at all. */
  readonly mayLook?: MayLook | undefined;
  /** None where cases are not sent anywhere: then a person copies the summary. */
  readonly helpdesk?: Helpdesk | undefined;
}

/** The helpdesk that cases are sent to. */
export interface Helpdesk {
  readonly hours?: OfficeHours | undefined;
  /** Completes "the expected waiting time is …". */
  readonly wait?: string | undefined;
  /** Milliseconds after which the person is asked once whether it works; 0: never. */
  readonly followUpAfter: number;
}

/** Opens a desk on a library: builds triage from its guides and facts. */
export function openDesk(library: Library, contact: string, mayLook?: MayLook, helpdesk?: Helpdesk): Desk {
  const { read, conceptsIn } = openTriage(library);
  return { library, triage: read, conceptsIn, contact, mayLook, helpdesk };
}
