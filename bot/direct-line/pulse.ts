/** Finds sockets whose other side is gone without a word. */
import type { WebSocket, WebSocketServer } from 'ws';

/** Milliseconds between two pings. */
const interval = 30_000;

/** Pings all sockets of the server, and cuts those that did not answer the last ping, until the result is called. */
export function watchPulse(server: WebSocketServer, every = interval): () => void {
  const silent = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      silent.add(socket);
      socket.once('pong', () => silent.delete(socket)).ping();
    }
  }, every);
  timer.unref();
  return () => clearInterval(timer);
}
