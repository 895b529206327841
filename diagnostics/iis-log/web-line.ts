/** One request as a web server wrote it down, whatever the layout. */
export interface WebLine {
  /** As the log writes it; empty when it does not. */
  readonly time: string;
  readonly method: string;
  readonly query: string;
  /** Three digits; empty when the line is cut before them. */
  readonly status: string;
  readonly subStatus: string;
  readonly win32: string;
  /** The command, when the log has it in a place of its own. */
  readonly action: string;
  /** Words for an error that stand in a place of their own. */
  readonly error: string;
}

/** Characters of a line that are looked at. */
export const longestWebLine = 16 * 1024;

/** Whether the line is about ActiveSync at all. */
export function isActiveSync(line: string): boolean {
  return line.includes('Microsoft-Server-ActiveSync') || (/activesync/i.test(line) && /microsoft-server-activesync/i.test(line));
}
