/** What a guide's arrows must satisfy, beyond its shape: each rule is a small function that returns faults. */
import type { Fault } from './fault.ts';
import { type Exit, exitsOf, findPlace, type Library, type NodeRef, resolveTarget } from './library.ts';
import { limits } from './limits.ts';
import type { GuideId, Node } from './schema.ts';
import type { GuideFile } from './guide-file.ts';
import { arrowsOf, depths, leadingTo, reachableFrom } from './walk-graph.ts';

/** The texts of guide files that have no right shape, by the guide's name: what leads there is not a fault too. */
export type Unreadable = ReadonlyMap<string, string>;

/** The guide's name that a file's path gives. */
export function guideNameOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
}

/** All faults of one guide's own arrows and ids. */
export function checkGuide(one: GuideFile, library: Library, unreadable: Unreadable): Fault[] {
  return [...checkArrows(one, library, unreadable), ...checkDepth(one), ...checkDeadEnds(one, library)];
}

/** Faults of a guide's id, start and single arrows. */
export function checkArrows(one: GuideFile, library: Library, unreadable: Unreadable): Fault[] {
  return [...checkNameAndStart(one), ...checkExits(one, library, unreadable)];
}

/** Faults that only show when all guides are seen together: two of one id, loops, lost nodes. */
export function checkGuides(files: readonly GuideFile[], library: Library, unreadable: Unreadable): Fault[] {
  const first = new Map<string, string>();
  const doubles = files.flatMap((one) => {
    const other = first.get(one.guide.id);
    first.set(one.guide.id, one.file.path);
    return other === undefined ? [] : [fault(one, ['id'], `The guide id "${one.guide.id}" stands in ${other} too.`, 'Give one of the two another id.')];
  });
  const leadsOn = whichLeadOn(library, unreadable);
  return [...doubles, ...checkReachable(files, library, unreadable), ...files.flatMap((one) => checkEnds(one, library, leadsOn))];
}

function checkNameAndStart(one: GuideFile): Fault[] {
  const name = guideNameOf(one.file.path);
  const faults: Fault[] = [];
  if (name !== one.guide.id) faults.push(fault(one, ['id'], `The id "${one.guide.id}" is not the file's name.`, `Write "id: ${name}", or rename the file.`));
  if (!Object.hasOwn(one.guide.nodes, one.guide.start))
    faults.push(
      fault(one, ['start'], `There is no node "${one.guide.start}" to start at.`, `Write one of: ${Object.keys(one.guide.nodes).slice(0, 6).join(', ')}.`),
    );
  one.guide.symptoms.forEach((symptom, index) => {
    if (symptom.at !== undefined && !Object.hasOwn(one.guide.nodes, symptom.at))
      faults.push(fault(one, ['symptoms', index, 'at'], `There is no node "${symptom.at}".`, 'Write a node of this guide.'));
  });
  return faults;
}

function checkExits(one: GuideFile, library: Library, unreadable: Unreadable): Fault[] {
  return Object.entries(one.guide.nodes).flatMap(([id, node]) => {
    const exits = exitsOf(node);
    const missing = exits
      .filter((exit) => findPlace(library, resolveTarget(one.guide.id, exit.target)) === undefined && !leadsInto(unreadable, exit.target))
      .map((exit) =>
        nodeFault(
          one,
          id,
          exitPath(id, node, exit.id),
          `"${exit.id}" leads to "${exit.target}", which does not exist.`,
          'Write a node of this guide, or guide/node.',
        ),
      );
    const twice = exits
      .filter((exit, index) => exits.findIndex((other) => other.id === exit.id) !== index)
      .map((exit) => nodeFault(one, id, ['nodes', id], `Two answers have the id "${exit.id}".`, 'Give each answer an id of its own.'));
    return [...missing, ...twice, ...checkFixed(one, library, id)];
  });
}

function exitPath(id: string, node: Node, exit: string): PropertyKey[] {
  const index = node.kind === 'question' ? node.answers.findIndex((answer) => answer.id === exit) : -1;
  return index < 0 ? ['nodes', id, node.kind === 'check' && exit !== 'unknown' ? 'findings' : exit, exit] : ['nodes', id, 'answers', index];
}

function checkFixed(one: GuideFile, library: Library, id: string): Fault[] {
  const node = findPlace(library, `${one.guide.id}/${id}`)?.node;
  if (node?.kind !== 'step' || node.fixed === undefined) return [];
  const end = findPlace(library, resolveTarget(one.guide.id, node.fixed))?.node;
  if (end === undefined || (end.kind === 'outcome' && end.result === 'solved')) return [];
  return [
    nodeFault(
      one,
      id,
      ['nodes', id, 'fixed'],
      `"fixed" leads to "${node.fixed}", which is not a solved outcome.`,
      'Lead it to an outcome with "result: solved".',
    ),
  ];
}

function checkDepth(one: GuideFile): Fault[] {
  return [...depths(one.guide)]
    .filter(([, depth]) => depth > limits.depth)
    .map(([id, depth]) =>
      nodeFault(one, id, ['nodes', id], `It takes ${depth} choices to get here.`, `Shorten the way to ${limits.depth} at most, or start a guide of its own.`),
    );
}

function checkDeadEnds(one: GuideFile, library: Library): Fault[] {
  const arrows = arrowsOf(one.guide);
  const dead = arrows.filter((arrow) => {
    const node = findPlace(library, arrow.to)?.node;
    return node?.kind === 'outcome' && node.result === 'hand-over';
  });
  const share = arrows.length === 0 ? 0 : dead.length / arrows.length;
  if (share <= limits.deadEnds) return [];
  return [
    fault(
      one,
      ['nodes'],
      `${dead.length} of ${arrows.length} answers give up and hand over.`,
      `Offer something to try first: at most ${Math.round(limits.deadEnds * 100)} % may hand over.`,
    ),
  ];
}

/** A node counts as reachable from its guide's start, a symptom, a check, or another guide's reachable node. What is dropped in comes to its check from anywhere. */
function checkReachable(files: readonly GuideFile[], library: Library, unreadable: Unreadable): Fault[] {
  const starts = files.flatMap(({ guide }) => {
    const checks = Object.entries(guide.nodes).flatMap(([id, node]) => (node.kind === 'check' ? [id] : []));
    return [guide.start, ...checks, ...guide.symptoms.flatMap((symptom) => symptom.at ?? [])].map((id): NodeRef => `${guide.id}/${id}`);
  });
  const named = [...unreadable.values()].flatMap((text) => text.match(/[a-z0-9-]+\/[a-z0-9-]+/g) ?? []) as NodeRef[];
  const reached = reachableFrom(library, [...starts, ...named]);
  return files.flatMap((one) =>
    Object.keys(one.guide.nodes)
      .filter((id) => !reached.has(`${one.guide.id}/${id}`))
      .map((id) => nodeFault(one, id, ['nodes', id], 'No answer leads here.', 'Lead an answer to it, or remove it.')),
  );
}

function checkEnds(one: GuideFile, library: Library, leadsOn: (guide: GuideId, exit: Exit) => boolean): Fault[] {
  return Object.entries(one.guide.nodes).flatMap(([id, node]) => {
    const exits = exitsOf(node);
    if (node.kind === 'outcome' || exits.some((exit) => leadsOn(one.guide.id, exit))) return [];
    const targets = exits.map((exit) => resolveTarget(one.guide.id, exit.target));
    if (reachableFrom(library, targets).has(`${one.guide.id}/${id}`))
      return [nodeFault(one, id, ['nodes', id], 'It is part of a loop without exit.', 'Lead one of the answers on the loop to an outcome.')];
    return [nodeFault(one, id, ['nodes', id], 'Its paths never end.', 'Lead each path to an outcome.')];
  });
}

/** Whether an exit leads to an outcome sooner or later, or into a guide that cannot be read. */
function whichLeadOn(library: Library, unreadable: Unreadable): (guide: GuideId, exit: Exit) => boolean {
  const ending = leadingTo(library, ({ node }) => node.kind === 'outcome' || exitsOf(node).some((exit) => leadsInto(unreadable, exit.target)));
  return (guide, { target }) => leadsInto(unreadable, target) || ending.has(resolveTarget(guide, target));
}

function leadsInto(unreadable: Unreadable, target: string): boolean {
  return target.includes('/') && unreadable.has(target.split('/')[0] ?? '');
}

function fault(one: GuideFile, path: readonly PropertyKey[], problem: string, remedy: string): Fault {
  return { file: one.file.path, line: one.file.lineOf(path), problem, remedy };
}

function nodeFault(one: GuideFile, node: string, path: readonly PropertyKey[], problem: string, remedy: string): Fault {
  return { ...fault(one, path, problem, remedy), node };
}
