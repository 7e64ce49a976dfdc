import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '#platform/access/nest';
import type { Actor } from '#platform/event-store';
import { Problem } from '#platform/http';
import { ApiProblem, ApiSignIn } from '#platform/http/nest';
import { type AggregateAsOf, CaseReplay, type TimelineEntry } from './case-replay.ts';
import { parseInstant } from './instant-parameter.ts';
import { requireRole } from './require-role.ts';

/** What an auditor asks of a case: how it came about, and how it stood. Read from the log, not from rows. */
@ApiTags('audit')
@ApiSignIn('auditors')
@ApiProblem(400, 'VALIDATION_FAILED: `at` is no instant; `errors` names it')
@ApiProblem(404, 'NOT_FOUND: there is no such case')
@Controller('audit/cases')
export class AuditController {
  constructor(private readonly replay: CaseReplay) {}

  @Get(':id')
  @ApiOperation({ summary: 'Each aggregate of the case family as it stood at an instant, folded from the log' })
  @ApiQuery({ name: 'at', required: false, description: 'ISO 8601 instant; by default now' })
  async asOf(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Query('at') at?: string,
  ): Promise<{ readonly at: string | null; readonly aggregates: readonly AggregateAsOf[] }> {
    requireRole(actor, ['auditor'], FOR_AUDITORS);
    const instant = parseInstant('at', at);
    return { at: instant ?? null, aggregates: (await this.replay.asOf(id, instant)) ?? nothing() };
  }

  @Get(':id/timeline')
  @ApiOperation({ summary: 'Every event of the case family, in order, in words, from before the case began' })
  @ApiQuery({ name: 'at', required: false, description: 'Only what was recorded up to this instant' })
  async timeline(
    @Param('id') id: string,
    @CurrentActor() actor: Actor,
    @Query('at') at?: string,
  ): Promise<{ readonly items: readonly TimelineEntry[] }> {
    requireRole(actor, ['auditor'], FOR_AUDITORS);
    return { items: (await this.replay.timeline(id, parseInstant('at', at))) ?? nothing() };
  }
}

const FOR_AUDITORS = { en: 'Replaying a case is for auditors', ja: '事案の再現は監査担当者の権限です' };

function nothing(): never {
  throw new Problem({ status: 404, code: 'NOT_FOUND' });
}
