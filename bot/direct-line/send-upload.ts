/** An upload's content, for its conversation only. It is a stranger's file: the browser is told to run nothing of it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Upload } from '../conversations.ts';
import { queryOf, uploadOf } from './addresses.ts';
import { accessTo, expectPage } from './callers.ts';
import { type Channel, whoCalls } from './channel.ts';
import { allowOrigin } from './cors.ts';
import { DirectLineError } from './direct-line-error.ts';
import { sendRefusal } from './routes.ts';

/** Shown in the browser; everything else is only offered for download. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Answers with the content to a bearer of the conversation's token or of the link's signature. */
export async function sendUpload(request: IncomingMessage, response: ServerResponse, channel: Channel): Promise<void> {
  try {
    allowOrigin(request, response, channel.allowedOrigins);
    const { conversation, upload } = uploadOf(request);
    await expectAccess(request, conversation, upload, channel);
    const found = await channel.conversations.findUpload(conversation, upload);
    if (found === undefined) throw new DirectLineError(404, 'NotFound', 'This file is not kept any more.');
    send(response, found);
  } catch (error) {
    await sendRefusal(request, response, error, channel.log);
  }
}

async function expectAccess(request: IncomingMessage, conversation: string, upload: string, channel: Channel): Promise<void> {
  const signature = queryOf(request).get('t');
  if (signature === null) return void accessTo(conversation, await whoCalls(request, channel));
  const reading = await channel.tokens.read(signature, `upload ${upload}`);
  if (reading.kind === 'valid' && reading.holder.conversation === conversation) return expectPage(request, reading.holder);
  throw new DirectLineError(403, 'TokenExpired', 'This link has run out. Reload the conversation and open the file from there.');
}

function send(response: ServerResponse, { name, contentType, content }: Upload): void {
  const shown = pictures.has(contentType);
  response.writeHead(200, {
    'Content-Type': shown ? contentType : 'application/octet-stream',
    'Content-Length': content.byteLength,
    'Content-Disposition': dispositionOf(shown ? 'inline' : 'attachment', name),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': 'private, max-age=3600',
  });
  response.end(content);
}

/** What a browser does with a file, and the name that it saves it under. */
export function dispositionOf(how: 'inline' | 'attachment', name: string): string {
  return `${how}; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}
