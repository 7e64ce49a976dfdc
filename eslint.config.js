import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The parts of @nestjs/cqrs that dispatch; its EventBus, sagas and AggregateRoot lose events (law 4). */
const DISPATCHING = [
  'CommandBus',
  'CommandHandler',
  'CqrsModule',
  'ICommand',
  'ICommandHandler',
  'IQuery',
  'IQueryHandler',
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
  '**/*.fixture.mjs',
  '**/contract/**',
  '**/testing/**',
  'test/**',
];

/** A context's files that touch Nest: everything else there is pure. */
const WIRING = [
  'libs/contexts/kernel/**',
  'libs/contexts/programme/**',
  'libs/contexts/**/*.controller.ts',
  'libs/contexts/**/*.module.ts',
];

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'coverage/', 'node_modules/']),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [onlyDispatching] }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['libs/**/*.ts', 'events/**/*.ts'],
    ignores: ['libs/platform/clock/**', ...TESTS],
    rules: { 'no-restricted-syntax': ['error', ...ambient] },
  },
  {
    files: ['libs/**/*.ts', 'events/**/*.ts', 'apps/**/*.ts'],
    ignores: TESTS,
    rules: { 'max-lines': ['error', 300] },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly', module: 'writable' } },
    rules: { 'no-console': 'off' },
  },
  prettier,
);
