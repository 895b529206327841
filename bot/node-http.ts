/**
 * Node's HTTP client. An import of `node:http` as a module fetches each of its exports, and so loads a WebSocket and a
 * `fetch` that nobody uses: a twentieth of the start.
 */
export const { Agent, get, request } = process.getBuiltinModule('node:http');
