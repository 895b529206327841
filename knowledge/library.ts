/** Everything the bot knows, loaded and checked. */
import type { Command, Facts, Settings, Table } from './fact-schema.ts';
import type { PhraseKind } from './talk-schema.ts';
import type { Guide, GuideId, Node, NodeId } from './schema.ts';

type FactsOf<Kind extends Facts['kind']> = Extract<Facts, { kind: Kind }>;
type Entry<Table> = Table[keyof Table];

/** All fact files of one kind merged into one look-up each. */
export interface FactBook {
  readonly documents: ReadonlyMap<string, Entry<FactsOf<'documents'>['documents']>>;
  readonly tables: ReadonlyMap<string, Table>;
  readonly commands: ReadonlyMap<string, Command>;
  readonly fields: ReadonlyMap<string, Entry<FactsOf<'commands'>['fields']>>;
  readonly settings: ReadonlyMap<string, Entry<Settings['settings']>>;
  readonly profiles: ReadonlyMap<string, Entry<Settings['profiles']>>;
  readonly codes: ReadonlyMap<string, Entry<FactsOf<'codes'>['codes']>>;
  readonly causes: ReadonlyMap<string, string>;
  /** By family and key: `http/449`, `common/142`, `Sync/3`, `AccessState/Blocked`, `Token/OverBudget`. */
  readonly statuses: ReadonlyMap<string, Entry<Entry<FactsOf<'statuses'>['statuses']>>>;
  readonly elements: ReadonlyMap<string, Entry<FactsOf<'statuses'>['elements']>>;
  /** `"20"` is `Provision`. */
  readonly commandNumbers: ReadonlyMap<string, string>;
  readonly phrases: ReadonlyMap<PhraseKind, readonly string[]>;
  readonly welcome?: FactsOf<'welcome'> | undefined;
}

/** A guide with the version its file's text gives it (the first 8 hex digits of its SHA-256). */
export type LoadedGuide = Guide & { readonly version: string };

export interface Library {
  readonly guides: ReadonlyMap<GuideId, LoadedGuide>;
  readonly facts: readonly Facts[];
  readonly book: FactBook;
}

/** A node's full name: `guide/node`. */
export type NodeRef = `${string}/${string}`;

export interface Place {
  readonly guide: LoadedGuide;
  readonly nodeId: NodeId;
  readonly node: Node;
  readonly ref: NodeRef;
}

/** Every turn asks for the places of all its choices. */
const placesFound = new WeakMap<Library, Map<string, Place>>();

/** Finds a node by its full name; `undefined` when the guide or the node is gone. */
export function findPlace(library: Library, ref: string): Place | undefined {
  const places = placesFound.get(library);
  const known = places?.get(ref);
  if (known !== undefined) return known;
  const found = lookUp(library, ref);
  // Only under its own name: a longer one leads here, too, and there is no end of those.
  if (found?.ref === ref) placesFound.set(library, (places ?? new Map<string, Place>()).set(ref, found));
  return found;
}

function lookUp(library: Library, ref: string): Place | undefined {
  const [guideName, nodeName] = ref.split('/', 2);
  const guide = library.guides.get(guideName as GuideId);
  const node = guide !== undefined && Object.hasOwn(guide.nodes, nodeName ?? '') ? guide.nodes[nodeName as NodeId] : undefined;
  if (guide === undefined || node === undefined) return undefined;
  return { guide, nodeId: nodeName as NodeId, node, ref: `${guide.id}/${nodeName as NodeId}` };
}

/** The full name of a target as written in a guide (`node` or `guide/node`). */
export function resolveTarget(guide: GuideId, target: string): NodeRef {
  const [first, second] = target.split('/', 2);
  return second === undefined ? `${guide}/${target}` : `${first}/${second}`;
}

export interface Exit {
  /** The answer's id: of a question's answer, `fixed` …, or a finding's cause. */
  readonly id: string;
  readonly target: string;
}

const exitsFound = new WeakMap<Node, readonly Exit[]>();

/** The exits of a node with their targets as written, in the order they are shown. */
export function exitsOf(node: Node): readonly Exit[] {
  const exits = exitsFound.get(node) ?? listExits(node);
  exitsFound.set(node, exits);
  return exits;
}

function listExits(node: Node): readonly Exit[] {
  switch (node.kind) {
    case 'question':
      return node.answers.map((answer) => ({ id: answer.id, target: answer.next }));
    case 'step':
      return stepExits.flatMap((id) => {
        const target = node[id];
        return target === undefined ? [] : [{ id, target }];
      });
    case 'check':
      return [...Object.entries(node.findings).map(([id, target]) => ({ id, target })), { id: 'unknown', target: node.unknown }];
    case 'outcome':
      return [];
  }
}

const stepExits = ['fixed', 'done', 'not-fixed', 'stuck'] as const;
