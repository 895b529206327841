/** From the texts of all knowledge files to a checked library. Pure: whoever calls it reads the disk. */
import { createHash } from 'node:crypto';
import { checkFacts } from './check-facts.ts';
import { checkReferences } from './check-references.ts';
import { checkArrows, checkGuide, checkGuides, guideNameOf, type Unreadable } from './check.ts';
import { bindFacts, type FactFile } from './fact-book.ts';
import { facts as factsSchema } from './fact-schema.ts';
import { type Fault, KnowledgeError } from './fault.ts';
import type { Library } from './library.ts';
import type { GuideFile } from './guide-file.ts';
import { mendGuide } from './mend-guide.ts';
import { parseFile } from './parse-file.ts';
import { guide as guideSchema } from './schema.ts';
import { type KnowledgeFile, readYaml } from './yaml-file.ts';

/**
 * Loads `guides/*.yaml` and `facts/*.yaml`.
 * @throws KnowledgeError with every fault of every file, in the order of files and lines.
 */
export function loadLibrary(files: readonly KnowledgeFile[]): Library {
  const { guideFiles, mended, factFiles, unreadable, faults } = parseAll(files);
  const { book, faults: twice } = bindFacts(factFiles);
  const guides = new Map(guideFiles.toSorted(byOrder).map((one) => [one.guide.id, one.guide]));
  const library: Library = { guides, facts: factFiles.map((one) => one.facts), book };
  // With a fact file unread, everything that refers into it would be a fault too.
  const factsAreWhole = factFiles.length === files.filter((file) => !file.path.startsWith('guides/')).length;
  const all = [
    ...faults,
    ...twice,
    ...(factsAreWhole ? factFiles.flatMap((one) => checkFacts(one, book)) : []),
    ...guideFiles.flatMap((one) => [...checkGuide(one, library, unreadable), ...(factsAreWhole ? checkReferences(one, library) : [])]),
    ...mended.flatMap((one) => checkMended(one, library, unreadable, factsAreWhole)),
    ...checkGuides(guideFiles, library, unreadable),
  ];
  if (all.length > 0) throw new KnowledgeError(all.toSorted(byPlace));
  return library;
}

interface Parsed {
  readonly guideFiles: GuideFile[];
  /** Guides with faults in their shape, with stand-ins for these: checked, never used. */
  readonly mended: GuideFile[];
  readonly factFiles: FactFile[];
  readonly unreadable: Unreadable;
  readonly faults: Fault[];
}

function parseAll(files: readonly KnowledgeFile[]): Parsed {
  const unreadable = new Map<string, string>();
  const guideFiles: GuideFile[] = [];
  const mended: GuideFile[] = [];
  const factFiles: FactFile[] = [];
  const faults: Fault[] = [];
  for (const source of files) {
    const file = readYaml(source);
    if (source.path.startsWith('guides/')) {
      const parsed = parseFile(file, guideSchema);
      faults.push(...parsed.faults);
      if (parsed.value === undefined) unreadable.set(guideNameOf(source.path), source.text);
      const guide = parsed.value ?? mendGuide(file.value);
      if (guide !== undefined) (parsed.value === undefined ? mended : guideFiles).push({ file, guide: { ...guide, version: versionOf(source.text) } });
    } else {
      const parsed = parseFile(file, factsSchema);
      faults.push(...parsed.faults);
      if (parsed.value) factFiles.push({ file, facts: parsed.value });
    }
  }
  return { guideFiles, mended, factFiles, unreadable, faults };
}

/** The arrows and references of a guide whose shape has faults, as far as they can be told. */
function checkMended(one: GuideFile, library: Library, unreadable: Unreadable, factsAreWhole: boolean): Fault[] {
  const seen: Library = { ...library, guides: new Map([...library.guides, [one.guide.id, one.guide]]) };
  return [...checkArrows(one, seen, unreadable), ...(factsAreWhole ? checkReferences(one, seen) : [])];
}

function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function byOrder(one: GuideFile, other: GuideFile): number {
  return one.guide.order - other.guide.order || one.guide.id.localeCompare(other.guide.id);
}

function byPlace(one: Fault, other: Fault): number {
  return one.file.localeCompare(other.file) || one.line - other.line;
}
