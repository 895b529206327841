/** What words mean to triage: the concepts of the facts, the names of commands and settings, and the guides' own words. */
import type { Facts } from '../../knowledge/fact-schema.ts';
import type { Guide } from '../../knowledge/schema.ts';
import { type CodeBook, bindCodes, readCodes } from './codes.ts';
import { fold, spellings } from './fold.ts';
import { asExpression, type Mention, read } from './reader.ts';
import { type Meaning, Trie } from './trie.ts';

/** A text as triage understands it. */
export interface Understood {
  readonly mentions: readonly Mention[];
  /** Words that mean nothing to triage. */
  readonly unknown: readonly string[];
}

export class Lexicon {
  readonly #trie = new Trie();
  readonly #names = new Map<string, Meaning>();
  #codes: CodeBook = bindCodes([]);
  readonly #causes = new Map<string, string>();

  constructor(facts: readonly Facts[]) {
    for (const one of facts) this.#learnFacts(one);
    this.#codes = bindCodes(this.#causes.keys());
  }

  #learnFacts(facts: Facts): void {
    switch (facts.kind) {
      case 'words':
        for (const [concept, languages] of Object.entries(facts.concepts)) this.#learnConcept(concept, languages);
        return;
      case 'codes':
        for (const [code, row] of Object.entries(facts.codes)) this.#causes.set(code, row.cause);
        return;
      case 'commands':
        for (const command of Object.values(facts.commands)) this.#learnName(command.cmdlet, 'cmdlet');
        return;
      case 'settings':
        for (const setting of Object.keys(facts.settings)) this.#learnName(setting, 'setting');
        return;
      case 'documents':
      case 'table':
      case 'out-of-scope':
      case 'phrases':
      case 'welcome':
        return;
    }
  }

  #learnConcept(concept: string, languages: Readonly<Record<string, readonly string[]>>): void {
    const meaning = this.meaning(`concept ${concept}`);
    for (const word of Object.values(languages).flat().flatMap(spellings)) this.#add(asExpression(word), meaning);
  }

  /** A name that is typed as it is; one kind of names also has something in common. */
  #learnName(name: string, kind: string): void {
    this.#add(asExpression(name), this.meaning(`${kind} ${fold(name)}`));
    this.#add(asExpression(name), this.meaning(kind));
  }

  #add(expression: string, meaning: Meaning): void {
    if (expression !== '' && expression !== '*') this.#trie.add(expression, meaning);
  }

  /** The number of a meaning, made when it is new. */
  meaning(name: string): Meaning {
    const known = this.#names.get(name) ?? this.#names.size;
    this.#names.set(name, known);
    return known;
  }

  get size(): number {
    return this.#names.size;
  }

  /** Learns the words of a text that have no meaning yet, so that a text alike is found without anybody explaining them. */
  learnWords(text: string): void {
    for (const word of read(this.#trie, text).unknown.map(fold)) {
      if (!isWorthKeeping(word)) continue;
      const meaning = this.meaning(`word ${stemOf(word)}`);
      this.#add(word, meaning);
      if (stemOf(word) !== word) this.#add(`${stemOf(word)}*`, meaning);
    }
  }

  /** Understands a text: its codes first, then its words. */
  understand(text: string): Understood {
    const codes = readCodes(this.#codes, text);
    const { mentions, unknown } = read(this.#trie, text);
    return { mentions: [...codes.map((found) => this.#codeMention(found.codes, found.typed)), ...mentions], unknown };
  }

  #codeMention(codes: readonly string[], typed: string): Mention {
    const causes = new Set(codes.map((code) => this.#causes.get(code)));
    const meanings = [...codes.map((code) => `code ${code}`), ...[...causes].map((cause) => `cause ${cause}`)];
    return { meanings: meanings.map((name) => this.meaning(name)), typed };
  }
}

function isWorthKeeping(word: string): boolean {
  return word.length >= 3 || /[^\p{ASCII}]/u.test(word);
}

/** Long words lose their last letters, so that they are found in another case or number. */
function stemOf(word: string): string {
  return word.length >= 7 && !/\d/.test(word) ? word.slice(0, -2) : word;
}
