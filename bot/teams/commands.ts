/** What Teams offers to type, and what its search box sends. */

/** The id of the search among the app's commands; it comes back with every search. */
export const searchCommand = 'search';
/** The name of the search's only parameter. */
export const searchParameter = 'query';

/** Suggested beside the box to type in; each must be something the bot understands as it stands. */
export const botCommands = [
  { title: 'Help', description: 'How this works, and for whom I write' },
  { title: 'Start over', description: 'Begin with another problem' },
  { title: 'Where am I', description: 'Your steps so far' },
  { title: 'Talk to a person', description: 'A summary for whoever helps you next' },
  { title: 'Forget me', description: 'Delete everything that is kept of our conversation' },
] as const;
