import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Ends connections that do not bring their first request, up to the end of its headers, within so many milliseconds: the
 * server's own time limits begin with the first byte. Whoever has asked once is left alone, however long the answer takes.
 */
export function endSilentConnections(server: Server, ms: number): void {
  const waiting = new WeakMap<Socket, NodeJS.Timeout>();
  server.on('connection', (socket) => {
    const timer = setTimeout(() => socket.destroy(), ms).unref();
    waiting.set(socket, timer);
    socket.once('close', () => clearTimeout(timer));
  });
  server.on('request', ({ socket }) => clearTimeout(waiting.get(socket)));
}
