export * from './expected-clocks.ts';
