import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The parts of @nestjs/cqrs that dispatch; its EventBus, sagas and AggregateRoot lose events (law 4). */
const DISPATCHING = [
  'Command',
  'CommandBus',
  'CommandHandler',
  'CqrsModule',
  'ICommandHandler',
  'IQueryHandler',
  'Query',
  'QueryBus',
  'QueryHandler',
];

const onlyDispatching = {
  name: '@nestjs/cqrs',
  allowImportNames: DISPATCHING,
  message: 'Only what dispatches commands and queries is used: reactions come from the log (law 4).',
};

/** Law 2: the clock and randomness are handed in, by `#platform/clock`. */
const ambient = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Time is handed in: see #platform/clock (law 2).',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time is handed in: see #platform/clock (law 2).',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'Time is handed in: see #platform/clock (law 2).',
  },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: 'Time is handed in: see #platform/clock (law 2).',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Randomness is handed in: see #platform/clock (law 2).',
  },
];

/** Code that only tests run. */
const TESTS = [
  '**/*.spec.ts',
  '**/*.e2e-spec.ts',
  '**/*.contract.ts',
  '**/*.fixture.{ts,mjs}',
  '**/contract/**',
  '**/testing/**',
  'test/**',
];

/** The files of contexts that touch Nest or put contexts together; every other one is pure (law 2). */
const WIRING = [
  'libs/contexts/{kernel,programme,case-history}/**',
  'libs/contexts/**/*.controller.ts',
  'libs/contexts/**/*.module.ts',
];

const pure = {
  regex:
    '^(node:|@nestjs/|fastify|pino|rxjs$|pg$|better-sqlite3$|@eventstore/|#apps/|#platform/(event-store|clock|http|settings|backends)$)',
  allowTypeImports: true,
  message: 'A decision, evolve or read model is pure: what it needs is handed in (law 2).',
};

export default defineConfig(
  globalIgnores(['**/dist/', 'data/', 'coverage/', 'node_modules/', 'packages/client/openapi.*']),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [onlyDispatching] }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Spreading a text into its code points is what reference data does with numbers and names.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_+$', varsIgnorePattern: '^_+$' }],
      // An index known to be in range is written `list[0]!`; noUncheckedIndexedAccess asks for it everywhere.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // One port, two adapters: what is asynchronous on a server is not in an embedded file.
      '@typescript-eslint/require-await': 'off',
      // `return reply(…)` and `() => void stop()` are read without stumbling.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Decisions, indicators and clocks are records of functions, and no function of them uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Blind to what another task or the server changes between two lines (`signal.aborted`).
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // What comes from a log or a row has the type that was promised, and is converted all the same.
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      // Its advice contradicts no-base-to-string, and takes casts away that name a generic's type.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // `NonNullable<unknown>` is the bound of a setting's type; a command in a spec is a literal of its fields.
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: ['libs/**/*.ts', 'events/**/*.ts'],
    ignores: ['libs/platform/clock/**', ...TESTS],
    rules: { 'no-restricted-syntax': ['error', ...ambient] },
  },
  {
    files: ['libs/contexts/**/*.ts'],
    ignores: [...WIRING, ...TESTS],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [onlyDispatching], patterns: [pure] }],
      'no-restricted-globals': ['error', 'process', 'crypto', 'performance', 'fetch', 'setTimeout', 'setInterval'],
    },
  },
  {
    files: ['libs/**/*.ts', 'events/**/*.ts', 'apps/**/*.ts'],
    ignores: TESTS,
    rules: { 'max-lines': ['error', 300] },
  },
  {
    // Suites read answers whose shape is what they assert, and hand doubles and half-made values about.
    files: TESTS,
    ignores: ['**/*.mjs'],
    rules: Object.fromEntries(
      ['no-unsafe-argument', 'no-unsafe-assignment', 'no-unsafe-call', 'no-unsafe-member-access', 'no-unsafe-return']
        .concat('no-extraneous-class', 'no-misused-spread', 'restrict-plus-operands')
        .map((rule) => [`@typescript-eslint/${rule}`, 'off']),
    ),
  },
  {
    // class-validator hands the constraints of a message over untyped.
    files: ['libs/platform/http/constraint-messages.ts'],
    rules: { '@typescript-eslint/restrict-template-expressions': 'off', '@typescript-eslint/no-base-to-string': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['AbortController', 'URL', 'console', 'fetch', 'module', 'process', 'setTimeout', 'clearTimeout'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable' } },
  },
  prettier,
);
