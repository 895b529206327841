/** The helpdesk's card of a case: who has it, what was said, the case itself, and what they can do. */
import type { Handover } from '../dialogs/handover/handover.ts';
import type { HelpdeskButton } from '../dialogs/handover/helpdesk-tap.ts';
import type { HandoverPackage } from '../dialogs/handover/package.ts';
import { longestText } from '../dialogs/input.ts';
import { adaptiveCard } from './adaptive-card.ts';
import type { AdaptiveCard, Element, Submit } from './elements.ts';
import { clip } from './markdown.ts';
import { summaryBlock } from './summary-block.ts';
import { aside, heading, label, linkLine, literal } from './text-blocks.ts';

const words = {
  title: 'A case from the troubleshooting bot',
  open: 'Nobody has it yet.',
  has: 'Taken by:',
  solved: 'Solved.',
  worksYes: 'The person says that it works.',
  worksNo: 'The person says that it does not work.',
  ticket: 'Number:',
  said: 'Messages',
  person: 'The person',
  helpdesk: 'Helpdesk',
  files: 'Files',
  openFile: 'Open the file',
  case: 'The case',
  take: 'Take',
  release: 'Release',
  solve: 'Solved',
  ask: 'Ask the user',
  askLabel: 'Write to the user',
} as const;

/** Messages shown, and characters of each: a card must stay under 28 KB. */
const mostShown = 5;
const longestShown = 600;

/** The card as everybody in the channel sees it now. All of people's own words stay literal. */
export function helpdeskCard(parcel: HandoverPackage, state: Handover, linkOf: (file: string) => string | undefined): AdaptiveCard {
  const body = [
    heading(words.title),
    ...literal(parcel.problem ?? ''),
    ...stateLines(state).flatMap((line) => literal(line)),
    aside(parcel.created.slice(0, 16).replace('T', ' ').concat(' UTC')),
    ...messages(state),
    ...fileLines(state, linkOf),
    label(words.case),
    summaryBlock(parcel.text),
    { type: 'Input.Text', id: 'ask', label: words.askLabel, isMultiline: true, maxLength: longestText },
    { type: 'ActionSet', actions: buttons(state), spacing: 'medium' },
  ] satisfies Element[];
  return adaptiveCard({ body }, words.title, clip(`${words.title}\n${parcel.text}`, 2000));
}

function stateLines({ state, by, ticket, works }: Handover): string[] {
  const has = by === undefined ? words.open : `${words.has} ${by}`;
  const says = works === undefined ? [] : [works ? words.worksYes : words.worksNo];
  return [state === 'solved' ? words.solved : has, ...says, ...(ticket === undefined ? [] : [`${words.ticket} ${ticket}`])];
}

/** Each name as it is, and the way to the file below it: a name is its owner's words, and no link's. */
function fileLines({ kept = [] }: Handover, linkOf: (file: string) => string | undefined): Element[] {
  if (kept.length === 0) return [];
  const lines = kept.slice(-mostShown).flatMap(({ id, name }) => {
    const link = linkOf(id);
    return [...literal(name), ...(link === undefined ? [] : [linkLine(words.openFile, link)])];
  });
  return [label(words.files), ...lines];
}

function messages({ said }: Handover): Element[] {
  if (said.length === 0) return [];
  const lines = said.slice(-mostShown).map(({ from, by, text }) => `${from === 'person' ? words.person : (by ?? words.helpdesk)}: ${clip(text, longestShown)}`);
  return [label(words.said), ...lines.flatMap((line) => literal(line))];
}

function buttons({ id, state, by }: Handover): Submit[] {
  const button = (title: string, does: HelpdeskButton['helpdesk']['do']): Submit => {
    const submit: Submit = { type: 'Action.Submit', title, data: { stepwise: 1, helpdesk: { handover: id, do: does } } };
    return does === 'ask' ? submit : { ...submit, associatedInputs: 'none' };
  };
  const ask = button(words.ask, 'ask');
  if (state === 'solved') return [ask];
  return [ask, by === undefined ? button(words.take, 'take') : button(words.release, 'release'), button(words.solve, 'solved')];
}
