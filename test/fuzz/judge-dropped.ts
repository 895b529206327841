/** Whether a finding may be shown, whatever it was found in. */
import type { Finding } from '../../diagnostics/finding.ts';
import type { FactBook } from '../../knowledge/library.ts';
import type { Certainty } from '../../knowledge/schema.ts';

const ranks: Readonly<Record<Certainty, number>> = { unverified: 0, derived: 1, documented: 2 };

/** The surest that anything may be of each cause: by the facts that name it, and by what is concluded from whole texts. */
export class Certainties {
  readonly #surest = new Map<string, number>();

  constructor(book: FactBook) {
    for (const { cause, certainty } of [...book.codes.values(), ...book.statuses.values()]) if (cause !== undefined) this.#allow(cause, certainty);
  }

  /** What whole texts of a kind conclude. */
  allow({ kind, causes }: Finding): void {
    for (const { cause, certainty } of causes) this.#allow(`${kind} ${cause}`, certainty);
  }

  #allow(name: string, certainty: Certainty): void {
    this.#surest.set(name, Math.max(this.#surest.get(name) ?? 0, ranks[certainty]));
  }

  /** Causes of which a finding is surer than anything known. Where nothing is known, nothing is said. */
  tooSure({ kind, causes }: Finding): string[] {
    return causes.flatMap(({ cause, certainty }) => {
      const known = [this.#surest.get(cause), this.#surest.get(`${kind} ${cause}`)].filter((one) => one !== undefined);
      return known.length > 0 && ranks[certainty] > Math.max(...known) ? [`surer of ${cause} than the facts: ${certainty}`] : [];
    });
  }
}

/** Everything that is wrong with a finding, in words. */
export function findingFaults(finding: Finding, book: FactBook): string[] {
  const { outcome, causes, verdict, tables, lacks } = finding;
  const shown = causes.flatMap((one) => one.evidence);
  return [
    ...(fits(finding) ? [] : [`${outcome} with ${causes.length} causes`]),
    ...causes.filter((one) => !book.causes.has(one.cause)).map((one) => `no fact lists the cause ${one.cause}`),
    ...(new Set(causes.map((one) => one.cause)).size === causes.length ? [] : ['a cause stands twice']),
    ...(shown.every(({ line }) => line >= 1) ? [] : ['a line before the first']),
    ...(shown.every(({ text }) => text.length <= 200) ? [] : ['a line that is too long to show']),
    ...(verdict.length >= 5 && verdict.length <= 1000 ? [] : [`a verdict of ${verdict.length} characters`]),
    ...(tables.every(({ rows }) => rows.length <= 50) ? [] : ['a table of more than 50 rows']),
    ...(outcome !== 'unclear' || lacks.length > 0 ? [] : ['nothing that would help']),
  ];
}

/** A fault has a cause that is more than a guess, what is fine has none, and what cannot be told has only guesses. */
export function fits({ outcome, causes }: Pick<Finding, 'outcome' | 'causes'>): boolean {
  switch (outcome) {
    case 'fault':
      return causes.some((one) => one.certainty !== 'unverified');
    case 'fine':
      return causes.length === 0;
    case 'unclear':
      return causes.every((one) => one.certainty === 'unverified');
  }
}
