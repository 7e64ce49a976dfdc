import { Logger, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { LoggedPolicyBook } from '#contexts/agreement-versions';
import { FirstSights } from '#contexts/directory';
import { roles } from '#contexts/kernel';
import {
  aggregates,
  contexts,
  decisions,
  openCommandDoor,
  processes,
  programme,
  projections,
} from '#contexts/programme';
import { AccessModule, TokenVerifier } from '#platform/access/nest';
import type { Clock } from '#platform/clock';
import { AggregateLoader, availableActions, CommandDoor } from '#platform/decider';
import type { EventStore } from '#platform/event-store';
import { describeError } from '#platform/http';
import { Draining, HttpModule } from '#platform/http/nest';
import { countCommands, type Metrics } from '#platform/metrics';
import { Sealing, type KeyStore, type SearchTokens } from '#platform/privacy';
import { OperatedProcesses, type ProcessStore } from '#platform/process-managers/engine';
import type { ReadModelReader } from '#platform/projections';
import {
  ChangeFeeds,
  CommitNews,
  lagOfAnswers,
  ReadModels,
  type OnCommit,
  type ReadModelServices,
} from '#platform/projections/serving';
import { RowSearch, OperatedProjections, type EventsBetween, type ProjectionLife } from '#platform/projections/engine';
import {
  LookUpQueryHandler,
  readModelControllers,
  ReadModelChangesQueryHandler,
  ReadModelQueryHandler,
} from '#platform/projections/nest';
import { normalForm } from '#reference-data';
import { healthIndicators } from '#apps/projector';
import { AuditController } from './audit.controller.ts';
import { CaseReplay } from './case-replay.ts';
import { EventExplorerController } from './event-explorer.controller.ts';
import { EventExplorer } from './event-explorer.ts';
import { OperatorsController } from './operators.controller.ts';
import { ProcessesController } from './processes.controller.ts';
import { CLOCK, CodeListsController } from './code-lists.controller.ts';
import { contextModule } from './context-module.ts';

/** What the service stands on, opened already. */
export interface ApiParts {
  readonly store: EventStore;
  readonly keys: KeyStore;
  readonly searchTokens: SearchTokens;
  readonly readModels: ReadModelReader;
  /** States and orders of the read models. */
  readonly life: ProjectionLife;
  /** Outboxes and timers of the processes. */
  readonly processStore: ProcessStore;
  readonly eventsBetween: EventsBetween | undefined;
  /** Where this process keeps the projections: waits for a position and hastens them. */
  readonly waitFor: ReadModelServices['waitFor'];
  /** Where this process keeps the projections: tells whenever something was committed. */
  readonly onCommit: OnCommit | undefined;
  readonly longestWaitMs: number;
  readonly feedsPerUser: number;
  readonly tokens: { readonly issuer: string; readonly audience: string };
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Closes what was opened, after the last request was answered. */
  onShutdown(): Promise<void>;
}

/** The HTTP service of both back offices and the auditor. */
@Module({})
export class ApiModule {
  static forRoot(parts: ApiParts): DynamicModule {
    const door = openDoor(parts);
    const sights = firstSights(parts, door);
    const indicators = healthIndicators(parts.store, parts.readModels);
    return {
      module: ApiModule,
      imports: [
        CqrsModule.forRoot(),
        HttpModule.forRoot({ useFactory: () => indicators }),
        AccessModule.forRoot({
          useFactory: () => new TokenVerifier({ ...parts.tokens, roles, onVerified: (actor) => sights.note(actor) }),
        }),
        CommandsModule.forRoot(door),
        ...contexts.map(contextModule),
      ],
      controllers: [
        AuditController,
        EventExplorerController,
        OperatorsController,
        ProcessesController,
        CodeListsController,
        ...readModelControllers(projections),
      ],
      providers: [
        { provide: ReadModels, useFactory: () => new ReadModels(readModelServices(parts)) },
        { provide: ChangeFeeds, inject: [Draining], useFactory: (draining: Draining) => changeFeeds(parts, draining) },
        ReadModelQueryHandler,
        ReadModelChangesQueryHandler,
        LookUpQueryHandler,
        { provide: CLOCK, useValue: parts.clock },
        { provide: LoggedPolicyBook, useFactory: () => new LoggedPolicyBook(loaderOf(parts)) },
        { provide: CaseReplay, useFactory: () => caseReplay(parts) },
        { provide: EventExplorer, useFactory: () => eventExplorer(parts) },
        { provide: OperatedProjections, useFactory: () => operatedProjections(parts) },
        { provide: OperatedProcesses, useFactory: () => operatedProcesses(parts) },
        { provide: Shutdown, useValue: new Shutdown(() => sights.settled().then(parts.onShutdown)) },
      ],
    };
  }
}

/** Called by Nest when the server has closed and no request needs anything any more. */
class Shutdown implements OnApplicationShutdown {
  constructor(private readonly close: () => Promise<void>) {}

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}

/** Gives every context's handlers the door. */
@Module({})
class CommandsModule {
  static forRoot(door: CommandDoor): DynamicModule {
    return {
      module: CommandsModule,
      global: true,
      providers: [{ provide: CommandDoor, useValue: door }],
      exports: [CommandDoor],
    };
  }
}

function loaderOf({ store }: ApiParts): AggregateLoader {
  return new AggregateLoader(store, programme.registry);
}

function openDoor({ store, keys, clock, metrics }: ApiParts): CommandDoor {
  return openCommandDoor(programme, { store, keys, clock, report: countCommands(metrics) });
}

function firstSights({ clock }: ApiParts, door: CommandDoor): FirstSights {
  const log = new Logger('StaffDirectory');
  return new FirstSights({
    issue: (decision, command, context) => door.issue(decision, command, context),
    now: () => clock.now(),
    failed: (error) => {
      log.warn({ error: describeError(error) }, 'a sign-in was not recorded');
    },
  });
}

function readModelServices(parts: ApiParts): ReadModelServices {
  const sealing = new Sealing(parts.keys);
  const ownerless = new Set(aggregates.filter(({ parties }) => parties === undefined).map(({ category }) => category));
  return {
    projections,
    reader: parts.readModels,
    search: new RowSearch(parts.searchTokens, normalForm),
    roles,
    open: (value) => sealing.open(value),
    availableActions: ({ category, stage, parties }, reader) =>
      availableActions(
        decisions,
        roles,
        { category, stage, parties: ownerless.has(category) ? undefined : parties },
        reader,
      ),
    lagAt: lagOfAnswers(parts.store, parts.clock, parts.eventsBetween),
    ...(parts.waitFor && { waitFor: parts.waitFor }),
    longestWaitMs: parts.longestWaitMs,
  };
}

function changeFeeds(parts: ApiParts, { signal }: Draining): ChangeFeeds {
  const { onCommit, readModels, clock, feedsPerUser } = parts;
  const news = onCommit ? CommitNews.from(onCommit) : CommitNews.asking(readModels);
  return new ChangeFeeds({ ...readModelServices(parts), news, clock, ending: signal, feedsPerUser });
}

/** A log that can count what lies between two positions can be read from any of them. */
function eventExplorer({ store, eventsBetween }: ApiParts): EventExplorer {
  return new EventExplorer(store, programme.registry, eventsBetween !== undefined);
}

function operatedProjections(parts: ApiParts): OperatedProjections {
  const { life, readModels: reader, store: log, clock, eventsBetween } = parts;
  const categories = aggregates.map(({ category }) => category);
  const { registry } = programme;
  return new OperatedProjections({ life, reader, log, registry, projections, clock, eventsBetween, categories });
}

function operatedProcesses({ processStore, store: log }: ApiParts): OperatedProcesses {
  return new OperatedProcesses({ store: processStore, log, processes });
}

function caseReplay({ store, readModels: reader, keys }: ApiParts): CaseReplay {
  return new CaseReplay(store, reader, programme.registry, aggregates, new Sealing(keys));
}
