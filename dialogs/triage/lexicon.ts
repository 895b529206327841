/** What words mean to triage: the concepts of the facts, names and codes, and the guides' own words. */
import type { Facts } from '../../knowledge/fact-schema.ts';
import { bindCodes, type CodeBook, readCodes } from './codes.ts';
import { fold, partsOfName, spellings } from './fold.ts';
import { asExpression, type Mention, read } from './reader.ts';
import { type Meaning, Trie } from './trie.ts';

export class Lexicon {
  readonly #trie = new Trie();
  readonly #numbers = new Map<string, Meaning>();
  readonly #causes: ReadonlyMap<string, string>;
  readonly #codes: CodeBook;

  constructor(facts: readonly Facts[]) {
    for (const one of facts) if (one.kind === 'words') this.#learnConcepts(one.concepts);
    for (const { name, kind } of facts.flatMap(namesIn)) this.#learnName(name, kind);
    this.#causes = new Map(facts.flatMap((one) => (one.kind === 'codes' ? Object.entries(one.codes).map(([code, row]) => [code, row.cause] as const) : [])));
    this.#codes = bindCodes(this.#causes.keys());
  }

  #learnConcepts(concepts: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>): void {
    for (const [concept, languages] of Object.entries(concepts)) {
      const meaning = this.#number(`concept ${concept}`);
      for (const word of Object.values(languages).flat().flatMap(spellings)) this.#add(asExpression(word), meaning);
    }
  }

  /** A name means itself, its kind, and what its parts mean: `DevicePasswordEnabled` also speaks of devices and passwords. */
  #learnName(name: string, kind: string): void {
    const parts = read(this.#trie, partsOfName(name).join(' ')).mentions.flatMap((mention) => mention.meanings);
    for (const meaning of [this.#number(`${kind} ${fold(name)}`), this.#number(kind), ...parts]) this.#add(asExpression(name), meaning);
  }

  #add(expression: string, meaning: Meaning): void {
    if (/[^*]/.test(expression)) this.#trie.add(expression, meaning);
  }

  #number(name: string): Meaning {
    const number = this.#numbers.get(name) ?? this.#numbers.size;
    this.#numbers.set(name, number);
    return number;
  }

  /** Learns the words of a text that have no meaning yet, so that a text alike is found without anybody explaining them. */
  learnWords(text: string): void {
    for (const word of read(this.#trie, text).unknown.map(fold)) {
      if (!isWorthKeeping(word)) continue;
      const meaning = this.#number(`word ${stemOf(word)}`);
      this.#add(word, meaning);
      if (stemOf(word) !== word) this.#add(`${stemOf(word)}*`, meaning);
    }
  }

  /** What a text mentions: its codes first, then its words in order. */
  read(text: string): Mention[] {
    const codes = readCodes(this.#codes, text).map(({ codes: found, typed }) => ({ meanings: this.#codeMeanings(found), typed }));
    return [...codes, ...read(this.#trie, text).mentions];
  }

  #codeMeanings(codes: readonly string[]): Meaning[] {
    const causes = new Set(codes.flatMap((code) => this.#causes.get(code) ?? []));
    return [...codes.map((code) => this.#number(`code ${code}`)), ...[...causes].flatMap((cause) => this.causeMeanings(cause))];
  }

  /** What any code of a cause means. */
  causeMeanings(cause: string): Meaning[] {
    return [this.#number(`cause ${cause}`), this.#number('code')];
  }
}

/** Names that are typed as they are written. */
function namesIn(facts: Facts): { name: string; kind: string }[] {
  if (facts.kind === 'settings') return Object.keys(facts.settings).map((name) => ({ name, kind: 'setting' }));
  if (facts.kind !== 'commands') return [];
  const commands = Object.values(facts.commands);
  const parameters = commands.flatMap((command) => command.parameters.flatMap((one) => ('name' in one ? [one.name] : [])));
  return [
    ...commands.map((command) => ({ name: command.cmdlet, kind: 'cmdlet' })),
    ...parameters.filter((name) => partsOfName(name).length > 1).map((name) => ({ name, kind: 'parameter' })),
  ];
}

function isWorthKeeping(word: string): boolean {
  return word.length >= 3 || /[^\p{ASCII}]/u.test(word);
}

/** Long words lose their last letters, so that they are found in another case or number. */
function stemOf(word: string): string {
  return word.length >= 7 && !/\d/.test(word) ? word.slice(0, -2) : word;
}
