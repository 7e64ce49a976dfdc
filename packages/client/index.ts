import createClient, { type Client } from 'openapi-fetch';
import { type Connection, followFeed, type FeedEvent, type FeedPath, type FollowOptions } from './follow-feed.ts';
import type { paths } from './openapi.ts';

export { FeedRefused, followFeed } from './follow-feed.ts';
export type { Connection, FeedEvent, FeedPath, FeedQuery, FeedRow, FollowOptions } from './follow-feed.ts';
export type { operations, paths } from './openapi.ts';

/** Tasuki over HTTP: `GET` and `POST` are those of openapi-fetch, typed by the OpenAPI document. */
export interface Tasuki extends Client<paths> {
  /** Follows a read model: see {@link followFeed}. */
  follow<Path extends FeedPath>(path: Path, options?: FollowOptions<Path>): AsyncGenerator<FeedEvent<Path>, void>;
}

/** A client of the service at `baseUrl`; the token is asked for before each request, so that it can be a fresh one. */
export function tasuki(connection: Connection): Tasuki {
  const { baseUrl, token, fetch = globalThis.fetch } = connection;
  const client = createClient<paths>({ baseUrl, fetch });
  client.use({
    onRequest: async ({ request }) => {
      request.headers.set('Authorization', `Bearer ${await token()}`);
      return request;
    },
  });
  return Object.assign(client, {
    follow: <Path extends FeedPath>(path: Path, options = {}) => followFeed(connection, path, options),
  });
}
