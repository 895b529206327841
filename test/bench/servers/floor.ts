/** The floor: a bare HTTP server that parses an activity and posts an answer to the connector. */
import { Agent, createServer, request as post } from 'node:http';
import { sayPort } from './say-port.ts';

const agent = new Agent({ keepAlive: true });

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const activity = JSON.parse(Buffer.concat(parts).toString('utf8')) as Incoming;
    const { id, serviceUrl, conversation, from, recipient, channelId, text = '' } = activity;
    const reply = JSON.stringify({ type: 'message', text: `Echo: ${text}`, from: recipient, recipient: from, conversation, channelId, replyToId: id });
    const address = `${serviceUrl}v3/conversations/${encodeURIComponent(conversation.id)}/activities/${encodeURIComponent(id)}`;
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(reply) };
    const posting = post(address, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => response.writeHead(200, { 'content-length': 0 }).end());
    });
    posting.on('error', () => response.writeHead(502).end());
    posting.end(reply);
  });
});

interface Incoming {
  readonly id: string;
  readonly serviceUrl: string;
  readonly conversation: { readonly id: string };
  readonly from: unknown;
  readonly recipient: unknown;
  readonly channelId: string;
  readonly text?: string;
}

server.listen(0, '127.0.0.1', () => sayPort(server.address()));
