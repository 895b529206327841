/** What somebody sees who has not signed in: how to. */
import { type Html, html } from './html.ts';

/** @param here whether the reader sits at this machine, and may ask for a link. */
export function signInPage(signIn: 'this-machine' | 'anywhere', here: boolean, news: string | undefined): Html {
  const where = signIn === 'this-machine' ? 'in a browser on the machine that Stepwise runs on' : 'in any browser';
  return html`<main class="narrow">
    <h1>Please sign in</h1>
    ${news === undefined ? undefined : html`<p class="news" role="status">${news}</p>`}
    <p>This page is for agents and leads of the helpdesk.</p>
    <ol>
      <li>Stepwise writes a link to its log when it starts. Ask whoever runs it.</li>
      <li>Open the link ${where}, within 15 minutes. It works once, and signs you in for eight hours.</li>
    </ol>
    ${
      here
        ? html`<form method="post" action="/insights/new-link"><button type="submit">Write a new link to the log</button></form>`
        : html`<p>
            To have a new link written to the log without a restart, send a POST to <code>/insights/new-link</code> from that machine, for example
            <code>curl -X POST http://localhost:3978/insights/new-link</code>.
          </p>`
    }
  </main>`;
}
