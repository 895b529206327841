/** The frame of every page here: head, header, and what stands in it. */
import { type Html, html } from './html.ts';

/** A whole page. */
export function frame(title: string, stylePath: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} - Stepwise</title>
        <link rel="stylesheet" href="${stylePath}" />
      </head>
      <body>
        ${content}
      </body>
    </html> `.text;
}
