/** Operators and tokens. */
import { Body, Controller, Inject, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import {
  type ChangeOperator,
  type CreatedToken,
  type CreateOperator,
  type CreateToken,
  changeOperatorSchema,
  createOperatorSchema,
  createTokenSchema,
  deleteQuerySchema,
  type Operator,
  type OperatorList,
  revokeQuerySchema,
  type TokenList,
  usernameSchema,
} from '#contract';
import { Operation, validation } from '../http/index.js';
import { OperatorService } from './operator.service.js';
import { TokenService } from './token.service.js';

const USERNAME = { schema: usernameSchema, pipes: [validation('username')] };

@Controller()
export class PeopleController {
  constructor(
    @Inject(OperatorService) private readonly operators: OperatorService,
    @Inject(TokenService) private readonly tokens: TokenService,
  ) {}

  @Operation('listOperators')
  listOperators(): Promise<OperatorList> {
    return this.operators.list();
  }

  @Operation('createOperator')
  createOperator(
    @Req() request: FastifyRequest,
    @Body({ schema: createOperatorSchema, pipes: [validation('body')] }) body: CreateOperator,
  ): Promise<Operator> {
    return this.operators.create(request, body);
  }

  @Operation('changeOperator')
  changeOperator(
    @Req() request: FastifyRequest,
    @Param('username', USERNAME) username: string,
    @Body({ schema: changeOperatorSchema, pipes: [validation('body')] }) body: ChangeOperator,
  ): Promise<Operator> {
    return this.operators.change(request, username, body);
  }

  @Operation('deleteOperator')
  deleteOperator(
    @Req() request: FastifyRequest,
    @Param('username', USERNAME) username: string,
    @Query({ schema: deleteQuerySchema, pipes: [validation('query')] }) query: z.infer<typeof deleteQuerySchema>,
  ): Promise<void> {
    return this.operators.remove(request, username, query);
  }

  @Operation('listTokens')
  listTokens(): Promise<TokenList> {
    return this.tokens.list();
  }

  @Operation('createToken')
  createToken(
    @Req() request: FastifyRequest,
    @Body({ schema: createTokenSchema, pipes: [validation('body')] }) body: CreateToken,
  ): Promise<CreatedToken> {
    return this.tokens.create(request, body);
  }

  @Operation('revokeToken')
  revokeToken(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query({ schema: revokeQuerySchema, pipes: [validation('query')] }) query: z.infer<typeof revokeQuerySchema>,
  ): Promise<void> {
    return this.tokens.revoke(request, id, query.reason);
  }
}
