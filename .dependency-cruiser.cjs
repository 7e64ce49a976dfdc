/** Who may import whom: the laws of the house that are about imports, checked on the sources. */

const TESTS = '\\.(spec|e2e-spec|contract)\\.ts$|\\.fixture\\.(ts|mjs)$|/(contract|testing|processes)/|^test/';
const EVENT_STORE_CLIENT = 'node_modules/(@eventstore/db-client|@kurrent/kurrentdb-client|@grpc/|google-protobuf)';
const SQL_DRIVER = 'node_modules/(better-sqlite3|pg|pg-[^/]+|kysely)/';
const NEST = 'node_modules/(@nestjs/|nestjs-pino|fastify|rxjs)';
const RUNNING = '^libs/platform/[^/]+/(nest|engine|serving|adapters|key-stores)/';
const ROOM = '^(libs/(?:platform|contexts)/[^/]+|libs/reference-data|events|apps/[^/]+)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'one-door-to-the-event-store',
      comment: 'Law 3: only platform/event-store imports a client of the event store.',
      severity: 'error',
      from: { pathNot: ['^libs/platform/event-store/', TESTS] },
      to: { path: EVENT_STORE_CLIENT },
    },
    {
      name: 'few-doors-to-sql',
      comment: 'Law 3: only the rooms that keep files, rows, outboxes and keys import a SQL driver.',
      severity: 'error',
      from: { pathNot: ['^libs/platform/(event-store|projections|process-managers|privacy)/', TESTS] },
      to: { path: SQL_DRIVER },
    },
    {
      name: 'the-log-is-no-other-database',
      comment: 'Law 3: the event store keeps its embedded file with better-sqlite3, and nothing in PostgreSQL.',
      severity: 'error',
      from: { path: '^libs/platform/event-store/', pathNot: TESTS },
      to: { path: 'node_modules/(pg|pg-[^/]+|kysely)/' },
    },
    {
      name: 'rooms-are-entered-by-their-doors',
      comment:
        "Between rooms: `#platform/<room>`, or a further door `#platform/<room>/<door>`; never a relative path into another room's files.",
      severity: 'error',
      from: { path: ROOM },
      to: { path: ROOM, pathNot: '^$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'nest-has-its-doors',
      comment: 'Nest, swagger, Fastify and rxjs are loaded by the service alone: everything else starts without them.',
      severity: 'error',
      from: { pathNot: ['^libs/platform/[^/]+/nest/', '^apps/api/', TESTS] },
      to: { path: NEST, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'words-come-without-what-runs-them',
      comment: 'Contexts declare: what serves, runs and stores it is for applications, by doors of its own.',
      severity: 'error',
      from: { path: '^libs/contexts/', pathNot: TESTS },
      to: { path: RUNNING, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'platform-knows-no-domain',
      comment: 'Law 10: the platform knows nothing of employment, consultants or companies.',
      severity: 'error',
      from: { path: '^libs/platform/' },
      to: { path: '^(libs/contexts|libs/reference-data|events|apps|test)/' },
    },
    {
      name: 'reference-data-stands-alone',
      comment: 'Reference data rests on nothing of ours.',
      severity: 'error',
      from: { path: '^libs/reference-data/' },
      to: { path: '^(libs|events|apps|test)/', pathNot: '^libs/reference-data/' },
    },
    {
      name: 'events-are-contracts',
      comment: 'Events are data: they rest on the words of platform/event-schema only.',
      severity: 'error',
      from: { path: '^events/' },
      to: { pathNot: ['^events/', '^libs/platform/event-schema/'] },
    },
    {
      name: 'contexts-know-no-application',
      comment: 'A context works under any application.',
      severity: 'error',
      from: { path: '^libs/contexts/' },
      to: { path: '^(apps|test)/' },
    },
    {
      name: 'the-programme-is-for-applications',
      comment: 'A context that reached for the programme would import every other one.',
      severity: 'error',
      from: { path: '^libs/contexts/', pathNot: ['^libs/contexts/(programme|testing)/', TESTS] },
      to: { path: '^libs/contexts/programme/' },
    },
    {
      name: 'no-cycle',
      comment: 'A circle of files that need each other at run time. (Circles of rooms, types included: see the spec.)',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphan',
      comment: 'A file that nobody imports and that imports nobody is dead, or its wiring was forgotten.',
      severity: 'error',
      from: { orphan: true, pathNot: [TESTS, '\\.d\\.ts$', '^apps/[^/]+\\.ts$'] },
      to: {},
    },
    {
      name: 'tests-stay-behind',
      comment: 'What runs in service imports no suite and no testing room.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'suites-are-not-imported',
      comment: 'A suite is run, not imported: what two of them share has a file of its own.',
      severity: 'error',
      from: {},
      to: { path: '\\.(spec|e2e-spec)\\.ts$' },
    },
    {
      name: 'what-runs-is-a-dependency',
      comment: 'What runs in service imports what `npm ci --omit=dev` installs.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    combinedDependencies: false,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
