import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
swc.jsc.rewriteRelativeImportExtensions = false; // jest resolves the sources themselves

/** Unit and contract suites run from the sources; suites named *.e2e-spec.ts start the built service. */
const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch: testMatch.map((glob) => `<rootDir>/${glob}`),
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/packages/[^/]+/dist/', '<rootDir>/data/'],
  ...more,
});

export default {
  projects: [
    project('unit', ['{libs,apps,events,packages,test}/**/!(*.contract|*.e2e).spec.ts']),
    project('contract', ['{libs,apps}/**/*.contract.spec.ts']),
    project('e2e', ['{libs,apps,test}/**/*.e2e-spec.ts'], { globalSetup: '<rootDir>/test/build-once.mjs' }),
  ],
  // Ends what hangs, and nothing that is only slow: many a suite starts the service several times.
  testTimeout: 300_000,
};
