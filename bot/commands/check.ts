/** `stepwise check`: everything that is wrong with the knowledge, at once. */
import type { Desk } from '../../dialogs/desk.ts';
import { describeFault, KnowledgeError } from '../../knowledge/fault.ts';

/** Prints the faults, or what was loaded; 1 when there are faults. */
export async function runCheck(folder: string, open: () => Promise<Desk>): Promise<number> {
  try {
    const { library } = await open();
    const nodes = [...library.guides.values()].reduce((sum, guide) => sum + Object.keys(guide.nodes).length, 0);
    const guides = library.guides.size === 1 ? '1 guide' : `${library.guides.size} guides`;
    console.log(`${folder}: ${guides} with ${nodes} nodes and ${library.facts.length} fact files. No faults.`);
    return 0;
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    for (const fault of error.faults) console.log(describeFault(fault));
    console.log(error.message);
    return 1;
  }
}
