/** What words mean to triage: the concepts of the facts, names and codes, and the guides' own words. */
import type { Facts } from '../../knowledge/fact-schema.ts';
import type { Words } from '../../knowledge/talk-schema.ts';
import { bindCodes, type CodeBook, readCodes } from '../../diagnostics/code/codes.ts';
import { fold, partsOfName, spellings } from './fold.ts';
import { asExpression, type Mention, read, type Reading } from './reader.ts';
import { type Meaning, Trie } from './trie.ts';

export class Lexicon {
  readonly #trie = new Trie();
  readonly #numbers = new Map<string, Meaning>();
  readonly #concepts = new Map<Meaning, string>();
  /** Meanings of words of any talk, such as "please". */
  readonly #little = new Set<Meaning>();
  readonly #causes: ReadonlyMap<string, string>;
  readonly #codes: CodeBook;
  /** Codes that an example names: what it says of them goes before what their cause says. */
  readonly #placed = new Set<string>();
  /** Meanings that say where to go however few examples have them: codes and their causes. */
  readonly decisive = new Set<Meaning>();

  constructor(facts: readonly Facts[]) {
    for (const one of facts) if (one.kind === 'words') this.#learnConcepts(one);
    for (const { name, kind } of facts.flatMap(namesIn)) this.#learnName(name, kind);
    this.#causes = new Map(facts.flatMap((one) => (one.kind === 'codes' ? Object.entries(one.codes).map(([code, row]) => [code, row.cause] as const) : [])));
    this.#codes = bindCodes(this.#causes.keys());
  }

  #learnConcepts({ concepts, 'says-little': saysLittle }: Words): void {
    const little = new Set<string>(saysLittle);
    for (const [concept, languages] of Object.entries(concepts)) {
      const meaning = this.#number(`concept ${concept}`);
      if (little.has(concept)) this.#little.add(meaning);
      else this.#concepts.set(meaning, concept);
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

  /**
   * What an example text means. Its words that have no meaning yet get one each, so that a text
   * alike is found without anybody explaining them.
   */
  learn(text: string): Meaning[] {
    for (const { codes } of readCodes(this.#codes, text)) for (const code of codes) this.#placed.add(code);
    const { mentions, unknown } = this.#understand(text);
    const words = unknown
      .map(fold)
      .filter(isWorthKeeping)
      .map((word) => this.#learnWord(word));
    return distinctMeanings(mentions, words);
  }

  #learnWord(word: string): Meaning {
    const stem = stemOf(word);
    const meaning = this.#number(`word ${stem}`);
    this.#add(word, meaning);
    if (stem !== word) this.#add(`${stem}*`, meaning);
    return meaning;
  }

  /** What a text mentions: its codes first, then its words in order. */
  read(text: string): readonly Mention[] {
    return this.#understand(text).mentions;
  }

  /** Those of the mentions that say what a text is about, and nothing else of what they mean: "please" and "can you" are in any text. */
  telling(mentions: readonly Mention[]): Mention[] {
    return mentions.flatMap(({ meanings, typed }) => {
      const telling = meanings.filter((meaning) => !this.#little.has(meaning));
      return telling.length === 0 ? [] : [{ meanings: telling, typed }];
    });
  }

  /** The concepts that a text's words stand for, by name and each once, but for those of any talk: words of ours, whatever the person typed. */
  conceptsIn(text: string): string[] {
    const meanings = this.read(text).flatMap((mention) => mention.meanings);
    return [...new Set(meanings.flatMap((meaning) => this.#concepts.get(meaning) ?? []))].sort();
  }

  #understand(text: string): Reading {
    const codes = readCodes(this.#codes, text).map(({ codes: found, typed }) => ({ meanings: this.#codeMeanings(found), typed }));
    const { mentions, unknown } = read(this.#trie, text);
    return { mentions: [...codes, ...mentions], unknown };
  }

  #codeMeanings(codes: readonly string[]): Meaning[] {
    const unplaced = codes.some((code) => this.#placed.has(code)) ? [] : codes;
    const causes = new Set(unplaced.flatMap((code) => this.#causes.get(code) ?? []));
    return [this.#number('code'), ...codes.map((code) => this.#decisive(`code ${code}`)), ...[...causes].flatMap((cause) => this.causeMeanings(cause))];
  }

  /** Whether a code can stand for a cause: others are only found in what is dropped in, and no text can mention them. */
  hasCode(cause: string): boolean {
    return [...this.#causes.values()].includes(cause);
  }

  /** What any code of a cause means. */
  causeMeanings(cause: string): Meaning[] {
    return [this.#decisive(`cause ${cause}`), this.#number('code')];
  }

  #decisive(name: string): Meaning {
    const meaning = this.#number(name);
    this.decisive.add(meaning);
    return meaning;
  }
}

/** Each meaning of the mentions once, and others. */
export function distinctMeanings(mentions: readonly Mention[], others: readonly Meaning[] = []): Meaning[] {
  return [...new Set([...mentions.flatMap((mention) => mention.meanings), ...others])];
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

/** Codes have a reader of their own. */
function isWorthKeeping(word: string): boolean {
  return (word.length >= 3 || /[^\p{ASCII}]/u.test(word)) && !/^(0x)?[0-9a-f]{8}$/.test(word);
}

/** Long words lose their last letters, so that they are found in another case or number. */
function stemOf(word: string): string {
  return word.length >= 7 && !/\d/.test(word) ? word.slice(0, -2) : word;
}
