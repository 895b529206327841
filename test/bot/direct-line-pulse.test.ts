import { WebSocket, WebSocketServer } from 'ws';
import { watchPulse } from '../../bot/direct-line/pulse.ts';

it('A socket that answers no ping is cut, and one that answers stays', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const url = `ws://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const stop = watchPulse(server, 100);
  const alive = new WebSocket(url);
  const gone = new WebSocket(url, { autoPong: false });
  await new Promise((resolve) => gone.once('close', resolve));
  expect(alive.readyState).toBe(WebSocket.OPEN);
  stop();
  alive.terminate();
  await new Promise((resolve) => server.close(resolve));
});
