export { AccessModule } from './access.module.ts';
export { addressesOf, postOf } from './addresses.ts';
export { AuthenticationGuard, CurrentActor } from './authentication.guard.ts';
export {
  type DevelopmentIssuer,
  type DevelopmentIssuerOptions,
  type DevelopmentUser,
  startDevelopmentIssuer,
} from './development-issuer.ts';
export { inScope, type Parties } from './parties.ts';
export { type RoleDefinition, roleTable, type RoleTable, type Scope } from './role.ts';
export { SignedInUntil } from './signed-in-until.ts';
export { TokenVerifier, type TokenVerifierOptions } from './token-verifier.ts';
export { Public } from '#platform/http';
