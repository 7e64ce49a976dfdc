export * from './ParkedEventDiscarded/index.ts';
