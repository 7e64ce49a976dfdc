export { AccessModule } from './access.module.ts';
export { AuthenticationGuard, CurrentActor } from './authentication.guard.ts';
export { SignedInUntil } from './signed-in-until.ts';
export { Public } from '#platform/http/nest';
export {
  type DevelopmentIssuer,
  type DevelopmentIssuerOptions,
  type DevelopmentUser,
  startDevelopmentIssuer,
} from '../development-issuer.ts';
export { TokenVerifier, type TokenVerifierOptions } from '../token-verifier.ts';
