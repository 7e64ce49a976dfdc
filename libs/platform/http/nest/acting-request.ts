import type { Actor } from '#platform/event-store';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in; null on public routes and until sign-in was checked. */
    actor: Actor | null;
    /** The stable code of the problem answered, null where the request succeeded; for the log line. */
    problemCode: string | null;
  }
}

/** What stands in the request before sign-in was checked: declared up front, so that all requests share one shape. */
export const requestDefaults = { actor: null, problemCode: null } as const;
