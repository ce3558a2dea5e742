/** What every part of the server may ask for: the settings, the log, who this node is and where it stands. */
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { LOGGER, type Logger } from '../logging/index.js';
import { NODE_IDENTITY, type NodeIdentity } from './node-identity.js';
import { NodeState } from './node-state.js';

export interface NodeModuleOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly identity: NodeIdentity;
}

@Global()
@Module({})
export class NodeModule {
  static forRoot({ config, logger, identity }: NodeModuleOptions): DynamicModule {
    const given = [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: logger },
      { provide: NODE_IDENTITY, useValue: identity },
    ];
    return {
      module: NodeModule,
      providers: [...given, NodeState],
      exports: [CONFIG, LOGGER, NODE_IDENTITY, NodeState],
    };
  }
}
