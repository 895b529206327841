/**
 * Node's HTTP client. An import of `node:http` as a module fetches each of its exports, and so loads a WebSocket and a
 * `fetch` that nobody uses, which a start would wait for.
 */
export const { Agent, get, request } = process.getBuiltinModule('node:http');
