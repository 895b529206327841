/** `conversations/:conversation/upload`: files with a message; and the files' content. */
import type { Attachment } from 'botbuilder';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'restify';
import { z } from 'zod';
import { receive } from './activities.ts';
import { base, uploadPath } from './addresses.ts';
import { accessOf, type Channel, countActivity } from './channel.ts';
import { asRecorded, type ClientActivity, readClientActivity } from './client-activity.ts';
import { DirectLineError } from './direct-line-error.ts';
import { parseJson } from '../read-body.ts';
import { type ArrivedFile, readUpload } from './read-upload.ts';
import { type Answer, jsonRoute } from './routes.ts';
import { sendUpload } from './send-upload.ts';

/** The small picture that Web Chat makes of an image; nothing but a small picture is kept. */
const thumbnails = z.object({
  attachments: z.array(
    z.looseObject({
      thumbnailUrl: z
        .string()
        .max(120_000)
        .regex(/^data:image\/(png|jpeg|gif|webp);base64,[\w+/=]+$/)
        .optional()
        .catch(undefined),
    }),
  ),
});

export function mountUploads(server: Server, channel: Channel): void {
  server.post(
    `${base}/conversations/:conversation/upload`,
    jsonRoute(channel, (request) => upload(request, channel)),
  );
  server.get(`${base}/conversations/:conversation/uploads/:upload`, async (request: IncomingMessage, response: ServerResponse) =>
    sendUpload(request, response, channel),
  );
}

async function upload(request: IncomingMessage, channel: Channel): Promise<Answer> {
  const access = await accessOf(request, channel);
  countActivity(request, access, channel);
  channel.limits.upload(access.conversation);
  const keeps = await channel.conversations.keepsFiles(access.conversation);
  const { activity, files } = await readUpload(request, channel.readFile, keeps);
  if (files.length === 0) throw new DirectLineError(400, 'BadArgument', 'The upload has no file. Send it as a part named "file" with a file name.');
  const body = activity === undefined ? undefined : parseJson(Buffer.from(activity));
  const said = body === undefined ? { type: 'message' } : readClientActivity(body);
  const asked = asRecorded(said, access);
  const kept = await Promise.all(files.map(({ kept: file }) => file && channel.conversations.keepUpload(access.conversation, file)));
  const recorded = { ...asked, attachments: describe(files, kept, access.conversation, body) };
  const dropped = files.map((one, index) => ({ ...one.dropped, kept: kept[index] }));
  return { status: 200, body: { id: await receive(access, recorded, clientIdOf(said), channel, dropped) } };
}

function clientIdOf(said: ClientActivity): string | undefined {
  return said.channelData?.clientActivityID;
}

/** A file that was not kept has a name and no address; our page then shows its name. */
function describe(files: readonly ArrivedFile[], ids: readonly (string | undefined)[], conversation: string, body: unknown): Attachment[] {
  const pictures = thumbnails.safeParse(body);
  return files.map(({ dropped: { name }, contentType }, index) => {
    const id = ids[index];
    if (id === undefined) return { contentType: 'application/octet-stream', name };
    const thumbnailUrl = pictures.data?.attachments[index]?.thumbnailUrl;
    return { contentType, name, contentUrl: uploadPath(conversation, id), ...(thumbnailUrl === undefined ? {} : { thumbnailUrl }) };
  });
}
