/** What a scenario measured, each with what it must be. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  /** What is asked for; nothing where a figure is only told. */
  readonly asked?: string;
  readonly holds: boolean;
}

export class Figures {
  readonly all: Figure[] = [];
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  /** A number that must not be larger. */
  atMost(name: string, value: number, most: number, unit = ''): void {
    this.#add({ name, value: shown(value, unit), asked: `≤ ${shown(most, unit)}`, holds: value <= most });
  }

  atLeast(name: string, value: number, least: number, unit = ''): void {
    this.#add({ name, value: shown(value, unit), asked: `≥ ${shown(least, unit)}`, holds: value >= least });
  }

  /** A number that must be exactly that. */
  exactly(name: string, value: number, wanted: number): void {
    this.#add({ name, value: shown(value, ''), asked: `= ${shown(wanted, '')}`, holds: value === wanted });
  }

  /** Something that must hold; `seen` is what was there instead. */
  holds(name: string, holds: boolean, seen = 'no'): void {
    this.#add({ name, value: holds ? 'yes' : seen, asked: 'yes', holds });
  }

  /** Nothing of that kind may have been found; the first few are told. */
  none(name: string, found: readonly string[]): void {
    const few = found.slice(0, 3).join('; ') + (found.length > 3 ? '; …' : '');
    this.#add({ name, value: found.length === 0 ? '0' : `${found.length}: ${few}`, asked: '= 0', holds: found.length === 0 });
  }

  /** A figure that is only told. */
  tell(name: string, value: number | string, unit = ''): void {
    this.#add({ name, value: typeof value === 'number' ? shown(value, unit) : value, holds: true });
  }

  get passed(): boolean {
    return this.all.every((figure) => figure.holds);
  }

  #add(figure: Figure): void {
    this.all.push(figure);
    this.#write(`    ${figure.holds ? ' ' : '✗'} ${figure.name}: ${figure.value}${figure.asked === undefined ? '' : ` (${figure.asked})`}`);
  }
}

function shown(value: number, unit: string): string {
  const text = Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 2 : 1);
  return unit === '' ? text : `${text} ${unit}`;
}

/** The value below which that share of the numbers lies; 0 of none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
