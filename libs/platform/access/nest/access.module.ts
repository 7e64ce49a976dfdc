import { type DynamicModule, type FactoryProvider, Global, Module, type ModuleMetadata } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthenticationGuard } from './authentication.guard.ts';
import { TokenVerifier } from '../token-verifier.ts';

/** Guards every route of the application that is not public. */
@Global()
@Module({})
export class AccessModule {
  /** `useFactory` makes the verifier of the issuer that the settings name. */
  static forRoot(
    verifier: Pick<ModuleMetadata, 'imports'> & Pick<FactoryProvider<TokenVerifier>, 'inject' | 'useFactory'>,
  ): DynamicModule {
    const { imports = [], inject = [], useFactory } = verifier;
    return {
      module: AccessModule,
      imports,
      providers: [
        { provide: TokenVerifier, inject, useFactory },
        { provide: APP_GUARD, useClass: AuthenticationGuard },
      ],
      exports: [TokenVerifier],
    };
  }
}
