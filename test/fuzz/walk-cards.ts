/** Goes to every node of the shipped guides and presses every button of every card, as sent and bent. */
import { recorded } from '../support/recorded.ts';
import { shippedDesk } from '../support/shipped-knowledge.ts';
import { buttonsIn, type Deck, type TapData } from './cards.ts';
import type { Shot } from './client.ts';
import type { Random } from './random.ts';

export interface Walk {
  /** Sends a request, judges the answer, and gives its text. */
  readonly shoot: (shot: Shot) => Promise<string>;
  readonly random: Random;
  readonly deck: Deck;
  readonly connector: string;
}

/** All nodes of all shipped guides, as `guide/node`. */
export function shippedNodes(): string[] {
  const { guides } = shippedDesk().library;
  return [...guides.values()].flatMap((guide) => Object.keys(guide.nodes).map((node) => `${guide.id}/${node}`));
}

/** One conversation for some nodes; each button is pressed `times` times bent, and once as it is. */
export async function walkCards(name: string, nodes: readonly string[], times: number, { shoot, random, deck, connector }: Walk): Promise<void> {
  let count = 0;
  let newest: TapData | undefined;
  const post = async (change: object): Promise<TapData[]> => {
    const activity = { ...recorded('emulator-expect-replies', 'help', connector), id: `${name}-${(count += 1)}`, conversation: { id: name }, ...change };
    const text = await shoot({
      kind: 'card',
      method: 'POST',
      path: '/api/messages',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(activity)),
    });
    const buttons = text.startsWith('{') ? buttonsIn(JSON.parse(text)) : [];
    deck.add(buttons);
    newest = buttons.at(-1) ?? newest;
    return buttons;
  };
  await post({});
  for (const node of nodes) {
    const buttons = await post({ text: undefined, value: { stepwise: 1, stamp: newest?.stamp, action: { do: 'go', to: node } } });
    for (const button of buttons) {
      for (let time = 0; time < times; time += 1)
        await post({ text: undefined, value: deck.hostile(random, { ...button, stamp: newest?.stamp ?? button.stamp }) });
      await post({ text: undefined, value: { ...button, stamp: newest?.stamp ?? button.stamp } });
    }
  }
}
