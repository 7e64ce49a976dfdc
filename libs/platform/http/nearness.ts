import type { FastifyRequest } from 'fastify';

/** Loopback, also as a socket for both families writes it. */
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** What a proxy adds: a request that bears one comes from elsewhere, whatever its socket says. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Whether a request comes from this machine, and not through a proxy on it that says so. */
export function isFromHere({ socket, headers }: FastifyRequest): boolean {
  return LOOPBACK.test(socket.remoteAddress ?? '') && !FORWARDED.some((header) => header in headers);
}
