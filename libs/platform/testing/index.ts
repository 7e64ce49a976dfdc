export * from './movable-clock.ts';
export * from './process-reactions.ts';
export * from './process-spec.ts';
export * from './projection-spec.ts';
export * from './memory-event-store.ts';
export * from './memory-key-store.ts';
