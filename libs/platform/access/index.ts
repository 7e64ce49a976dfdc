export { addressesOf, postOf } from './addresses.ts';
export { inScope, type Parties } from './parties.ts';
export { type RoleDefinition, roleTable, type RoleTable, type Scope } from './role.ts';
