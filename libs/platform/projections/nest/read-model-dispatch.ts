import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '#platform/event-store';
import { ChangeFeeds, type Following } from '../change-feed/change-feeds.ts';
import type { PageAnswer, RowAnswer, Tagged } from '../serving/read-model-answer.ts';
import { ReadModels } from '../serving/read-model-query.ts';
import type { RawParameters } from '../serving/read-model-request.ts';
import type { PageQuery, Row } from '../store/read-model-store.ts';

/** A question to a read model, for the query bus: a page of it or, where a key is given, one row. */
export class ReadModelQuery extends Query<Tagged<PageAnswer | RowAnswer>> {
  constructor(
    /** The projection's name. */
    readonly name: string,
    readonly key: string | undefined,
    readonly parameters: RawParameters,
    readonly reader: Actor,
    /** The caller's `If-None-Match`. */
    readonly seen: string | undefined,
  ) {
    super();
  }
}

/** Answers {@link ReadModelQuery}: the one handler of all read models. */
@QueryHandler(ReadModelQuery)
export class ReadModelQueryHandler implements IQueryHandler<ReadModelQuery> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ name, key, parameters, reader, seen }: ReadModelQuery): Promise<Tagged<PageAnswer | RowAnswer>> {
    return key === undefined
      ? this.readModels.page(name, parameters, reader, seen)
      : this.readModels.row(name, key, parameters, reader, seen);
  }
}

/** A look of our own code into a read model that is served to nobody. */
export class LookUpQuery extends Query<readonly Row[]> {
  constructor(
    /** The projection's name. */
    readonly name: string,
    readonly query: PageQuery,
  ) {
    super();
  }
}

/** Answers {@link LookUpQuery}. */
@QueryHandler(LookUpQuery)
export class LookUpQueryHandler implements IQueryHandler<LookUpQuery> {
  constructor(private readonly readModels: ReadModels) {}

  execute({ name, query }: LookUpQuery): Promise<readonly Row[]> {
    return this.readModels.lookUp(name, query);
  }
}

/** A question that goes on being answered: what changes in a read model, as an event stream. */
export class ReadModelChangesQuery extends Query<AsyncIterable<string>> {
  constructor(readonly following: Following) {
    super();
  }
}

/** Answers {@link ReadModelChangesQuery}: the one handler of all change feeds. */
@QueryHandler(ReadModelChangesQuery)
export class ReadModelChangesQueryHandler implements IQueryHandler<ReadModelChangesQuery> {
  constructor(private readonly feeds: ChangeFeeds) {}

  execute({ following }: ReadModelChangesQuery): Promise<AsyncIterable<string>> {
    return this.feeds.follow(following);
  }
}
