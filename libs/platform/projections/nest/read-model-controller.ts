import { Readable } from 'node:stream';
import { Controller, Get, Headers, Param, Query, Req, Res, type Type } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentActor, SignedInUntil } from '#platform/access/nest';
import type { Actor } from '#platform/event-store';
import type { Projection } from '../definition/definition.ts';
import { type PageAnswer, type RowAnswer, standingHeaders, type Tagged } from '../serving/read-model-answer.ts';
import { ReadModelChangesQuery, ReadModelQuery } from './read-model-dispatch.ts';
import { documentChanges, documentPage, documentRow } from './read-model-openapi.ts';
import { isServed, type ServedProjection } from '../serving/read-model-parameters.ts';
import type { RawParameters } from '../serving/read-model-request.ts';

/** The controllers of all served read models: one for each name, documented as its newest version declares. */
export function readModelControllers(projections: readonly Projection[]): readonly Type<unknown>[] {
  return [...Map.groupBy(projections.filter(isServed), ({ name }) => name).values()].map((versions) =>
    readModelController(
      versions.reduce((newest, one) => (one.version > newest.version ? one : newest)),
      projections,
    ),
  );
}

/**
 * A Nest controller for a read model: its list at `serve.path`, one row at `<path>/{key}`, and what changes at
 * `<path>/changes`.
 *
 * @param projections where the read models it joins are found, for the documentation of their columns
 */
function readModelController(projection: ServedProjection, projections: readonly Projection[]): Type<unknown> {
  const { name, serve, table } = projection;

  @Controller(serve.path)
  class ReadModelController {
    constructor(private readonly queries: QueryBus) {}

    @Get()
    @documentPage(projection, projections)
    page(
      @Query() parameters: RawParameters,
      @CurrentActor() reader: Actor,
      @Headers('if-none-match') seen: string | undefined,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<PageAnswer | RowAnswer | undefined> {
      return this.answer(new ReadModelQuery(name, undefined, parameters, reader, seen), reply);
    }

    @Get('changes')
    @documentChanges(projection, projections)
    async changes(
      @Query() parameters: RawParameters,
      @CurrentActor() reader: Actor,
      @SignedInUntil() until: number | undefined,
      @Headers('last-event-id') lastEventId: string | undefined,
      @Req() { method }: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      // Who went while the sign-in was looked at is not told of any more.
      if (reply.raw.closed) gone.abort();
      const following = { name, parameters, lastEventId, reader, until, gone: gone.signal };
      const pieces = await this.queries.execute(new ReadModelChangesQuery(following));
      // Pieces are made as they are sent: what a reader has no room for yet is not read from the table either.
      const stream = Readable.from(method === 'HEAD' ? [] : pieces, { objectMode: false });
      void reply.headers(EVENT_STREAM).send(stream);
    }

    @Get(`:${table.keyColumn}`)
    @documentRow(projection, projections)
    row(
      @Param(table.keyColumn) key: string,
      @Query() parameters: RawParameters,
      @CurrentActor() reader: Actor,
      @Headers('if-none-match') seen: string | undefined,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<PageAnswer | RowAnswer | undefined> {
      return this.answer(new ReadModelQuery(name, key, parameters, reader, seen), reply);
    }

    private async answer(query: ReadModelQuery, reply: FastifyReply): Promise<PageAnswer | RowAnswer | undefined> {
      return tagged(await this.queries.execute(query), reply);
    }
  }

  return ReadModelController;
}

/** `X-Accel-Buffering` keeps a proxy (nginx) from collecting what is to be seen at once. */
const EVENT_STREAM = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no',
};

/** Sets the headers of an answer; one that the caller has already is 304 without a body. */
function tagged<Body>({ etag, body, ...standing }: Tagged<Body>, reply: FastifyReply): Body | undefined {
  void reply.headers({ ETag: etag, 'Cache-Control': 'private, no-cache', ...standingHeaders(standing) });
  if (body === undefined) void reply.code(304);
  return body;
}
