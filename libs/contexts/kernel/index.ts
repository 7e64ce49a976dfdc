export * from './case-reference.ts';
export * from './context.ts';
export * from './decision.ts';
export * from './fields.ts';
export * from './process-manager.ts';
export * from './projection.ts';
export * from './roles.ts';
export * from './subjects.ts';
