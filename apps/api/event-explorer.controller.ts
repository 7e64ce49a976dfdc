import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '#platform/access/nest';
import type { Actor } from '#platform/event-store';
import { Problem } from '#platform/http';
import { ApiProblem, ApiSignIn } from '#platform/http/nest';
import { EventExplorer, SCAN_LIMIT, type ShownEvent } from './event-explorer.ts';
import { eventSchema, pageSchema } from './event-explorer-openapi.ts';
import { requireRole } from './require-role.ts';
import {
  DEFAULT_LIMIT,
  encodePlace,
  FORMS,
  HIGHEST_LIMIT,
  MOST_TYPES,
  parsePosition,
  parseSearch,
} from './event-search-request.ts';

/** The answer to a search. */
interface EventPage {
  readonly items: readonly ShownEvent[];
  /** Where to go on; null where nothing is left. A page may be empty and have a `next`: then nothing was found so far. */
  readonly next: string | null;
  /** Events that were looked at. */
  readonly scanned: number;
}

/** The log itself, for auditors and for who runs the service. Sealed values stay sealed; who runs it sees envelopes only. */
@ApiTags('audit')
@ApiSignIn('auditors and system administrators')
@ApiProblem(503, 'STORE_UNAVAILABLE: the event store is away; see Retry-After')
@Controller('audit/events')
export class EventExplorerController {
  constructor(private readonly explorer: EventExplorer) {}

  @Get()
  @ApiOperation({
    summary: 'Events of the log by type, stream, actor and time, the newest first',
    description:
      `Read from the log, not from rows. One request looks at ${SCAN_LIMIT} events at most, and says in \`next\` where to ` +
      'go on, also where it found nothing. `content` and what brought an event about are for auditors; sealed values are shown as sealed.',
  })
  @ApiQuery({
    name: 'type',
    required: false,
    description: `Names of event types, ${MOST_TYPES} at most.`,
    schema: { type: 'array', items: { type: 'string', pattern: FORMS.type.source }, maxItems: MOST_TYPES },
  })
  @ApiQuery({
    name: 'stream',
    required: false,
    description: 'A stream, e.g. `referral-7b8f…`, which is found at once; or a category: `referral`.',
    schema: { type: 'string', pattern: FORMS.stream.source },
  })
  @ApiQuery({ name: 'actor', required: false, description: 'User id.', schema: { type: 'string' } })
  @ApiQuery({
    name: 'id',
    required: false,
    description: 'Id of one event.',
    schema: { type: 'string', format: 'uuid' },
  })
  @ApiQuery({
    name: 'from',
    required: false,
    description:
      'Stored at this instant or later. A period is found by halving where events are in the order of their instants.',
    schema: { type: 'string', format: 'date-time' },
  })
  @ApiQuery({
    name: 'to',
    required: false,
    description: 'Stored at this instant or earlier.',
    schema: { type: 'string', format: 'date-time' },
  })
  @ApiQuery({
    name: 'order',
    required: false,
    schema: { type: 'string', enum: ['newest', 'oldest'], default: 'newest' },
  })
  @ApiQuery({
    name: 'cursor',
    required: false,
    description: 'The `next` of the page before, of the same search.',
    schema: { type: 'string' },
  })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: HIGHEST_LIMIT, default: DEFAULT_LIMIT },
  })
  @ApiQuery({
    name: 'minPosition',
    required: false,
    description: 'Taken without effect: the log holds whatever position an answer has named.',
    schema: { type: 'integer', minimum: 0 },
  })
  @ApiResponse({ status: 200, description: 'What was found', schema: pageSchema })
  @ApiProblem(400, 'VALIDATION_FAILED: `errors` names each parameter at fault')
  async search(
    @Query() parameters: { readonly [name: string]: unknown },
    @CurrentActor() actor: Actor,
  ): Promise<EventPage> {
    const withContent = mayExplore(actor);
    const { search, after, limit } = parseSearch(parameters);
    const { events, next, scanned } = await this.explorer.find(search, after, limit);
    return {
      items: events.map((event) => this.explorer.show(event, withContent)),
      next: next ? encodePlace(next, search) : null,
      scanned,
    };
  }

  @Get(':position')
  @ApiOperation({ summary: 'The event at a position of the log' })
  @ApiParam({ name: 'position', schema: { type: 'integer', minimum: 1 } })
  @ApiResponse({
    status: 200,
    description: 'The event',
    schema: { type: 'object', required: ['item'], properties: { item: eventSchema } },
  })
  @ApiProblem(400, 'VALIDATION_FAILED: `position` is none')
  @ApiProblem(404, 'NOT_FOUND: no event begins there')
  async one(@Param('position') text: string, @CurrentActor() actor: Actor): Promise<{ readonly item: ShownEvent }> {
    const withContent = mayExplore(actor);
    const event = await this.explorer.at(parsePosition(text));
    if (!event) throw new Problem({ status: 404, code: 'NOT_FOUND' });
    return { item: this.explorer.show(event, withContent) };
  }
}

const FOR_WATCHERS = {
  en: 'The log is for auditors and system administrators',
  ja: 'イベントログの閲覧は監査担当者とシステム管理者の権限です',
};

/** @returns whether the reader sees what events say. @throws Problem 403 for who may not look at the log at all */
function mayExplore(actor: Actor): boolean {
  requireRole(actor, ['auditor', 'system_admin'], FOR_WATCHERS);
  return actor.role === 'auditor';
}
