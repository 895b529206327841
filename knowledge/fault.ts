/** A fault in a knowledge file: where it is, what is wrong, what to write instead. */
export interface Fault {
  readonly file: string;
  /** 1 for the first line. */
  readonly line: number;
  readonly node?: string | undefined;
  readonly problem: string;
  readonly remedy: string;
}

/** One line for a terminal or a log: `guides/printer.yaml:12 (reseat-cable): … Write …`. */
export function describeFault(fault: Fault): string {
  const node = fault.node === undefined ? '' : ` (${fault.node})`;
  return `${fault.file}:${fault.line}${node}: ${fault.problem} ${fault.remedy}`;
}

/** The loader's result: a whole library, or every fault of every file. */
export class KnowledgeError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(`The knowledge has ${faults.length} fault${faults.length === 1 ? '' : 's'}.`);
    this.name = 'KnowledgeError';
    this.faults = faults;
  }
}
